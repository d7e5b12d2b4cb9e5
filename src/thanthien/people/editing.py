"""What every act that edits a row shares: only known columns are set, and what changed is told by name, never by value."""

from collections.abc import Collection, Mapping

from thanthien.journal.models import Witnessed
from thanthien.people.rules import PeopleError
from thanthien.shared.wording import say


def put(row: Witnessed, facts: Mapping[str, object], *, allowed: Collection[str]) -> list[str]:
    """Set `facts` on `row`; returns the names of the columns that are new, sorted. Raises PeopleError for any other column."""
    unknown = sorted(set(facts) - set(allowed))
    if unknown:
        raise PeopleError(say("Mục {name} không sửa được ở đây.", name=unknown[0]))
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    return changed
