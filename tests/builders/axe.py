"""What axe says of a page, WCAG 2.2 AA; and of many pages in a row, with whether they are too wide for the window."""

from collections.abc import Iterable
from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
EVERY = "() => axe.run().then(r => r.violations)"  # what is only good practice too
RUN = "() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => r.violations)"


def complaints(page, rules: str = RUN) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for one in page.evaluate(rules)
        for node in one["nodes"]
    ]


def faults_of(page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Address → what is wrong there; good pages are left out."""
    found = {}
    for address in addresses:
        page.goto(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        found[address] = complaints(page) + ([f"{wide} px too wide"] if wide > 0 else [])
    return {address: said for address, said in found.items() if said}
