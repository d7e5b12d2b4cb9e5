"""What the letters of made-up communes add up to, beside what was published: by kind, by commune, traceable, held and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from thanthien.letters.models import Letter
from thanthien.letters.rules import State
from thanthien.letters.tracing import origins
from thanthien.people.scoping import in_unit
from thanthien.simulation.letters_rules import PRIORS, PUBLISHED, expected, names, proportions_fit, shares, slack


@dataclass
class Summed:
    """Counts of all communes. `given`: commune → voice → letters handed over; `ways`: how their events were learned."""

    given: dict[str, Counter[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    made: int = 0
    traced: int = 0

    @property
    def by_voice(self) -> Counter[str]:
        return sum(self.given.values(), Counter())

    @property
    def fits(self) -> bool:
        """The proportions are the published ones, and every letter has its event."""
        return proportions_fit(self.by_voice) and self.traced == self.made > 0


def sum_up(units: Sequence[str]) -> Summed:
    """Count the letters of these communes."""
    found = Summed()
    for unit in units:
        with in_unit(unit):
            letters = list(Letter.objects.filter(unit_id=unit).order_by("pk"))
            traced = origins(letters=letters)
        found.made += len(letters)
        found.traced += len(traced)
        found.given[unit] = Counter(row.base for row in letters if row.state == State.HANDED)
        for row in letters:
            if row.state == State.HANDED:
                found.kinds[row.kind] += 1
                found.ways[row.source or row.event.partition(":")[0]] += 1
            elif row.state == State.STOPPED:
                found.held[row.stop] += 1
            else:
                found.waiting += 1
    return found


def report(found: Summed, *, start: date, end: date, seed: object) -> str:
    """A page of Markdown."""
    days, voices, total = (end - start).days + 1, found.by_voice, sum(found.by_voice.values())
    here, published = shares(voices), shares(PUBLISHED)
    lines = [f"# Letters of {len(found.given)} made-up communes, {start} – {end}, seed {seed}", ""]
    lines += ["| | " + " | ".join(names(list(PRIORS))) + " | all |", "|---|" + "---|" * 5]
    lines.append("| given | " + " | ".join(str(voices[base]) for base in PRIORS) + f" | {total} |")
    lines.append("| of 100 | " + " | ".join(f"{here[base]:.1f}" for base in PRIORS) + " | 100 |")
    lines.append("| published, of 100 | " + " | ".join(f"{published[base]:.1f}" for base in PRIORS) + " | 100 |")
    means = {base: expected(base, communes=len(found.given), days=days) for base in PRIORS}
    lines.append("| expected | " + " | ".join(f"{mean:.0f} ± {slack(mean):.0f}" for mean in means.values()) + " | |")
    lines += ["", f"Every event has its entry: {found.traced} of {found.made} letters. Waiting: {found.waiting}.", ""]
    lines += [_told("Given, by kind", found.kinds), _told("Learned by", found.ways), _told("Held by a guard", found.held), ""]
    lines += ["| commune | " + " | ".join(names(list(PRIORS))) + " |", "|---|" + "---|" * 4]
    lines += [f"| {unit} | " + " | ".join(str(row[base]) for base in PRIORS) + " |" for unit, row in sorted(found.given.items())]
    lines += ["", f"Proportions as published and every letter traced: {'yes' if found.fits else '**no**'}."]
    return "\n".join(lines)


def _told(what: str, counts: Counter[str]) -> str:
    return f"{what}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()) + "."
