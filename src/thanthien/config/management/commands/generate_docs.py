"""`thanthien generate_docs [--check]`: what the code can say of itself, written to docs/generated."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from thanthien.dossiers import rules as dossiers
from thanthien.people.rules import ROLE_NAMES
from thanthien.queueing import rules as queueing

ROOT = Path(__file__).resolve().parents[5]


def ticket_diagram() -> str:
    """The states of a ticket as a Mermaid diagram."""
    names = [f'  state "{name}" as {state.name}' for state, name in queueing.STATE_NAMES.items()]
    moves = [
        f"  {row.state.name} --> {row.to.name}: {queueing.ACT_NAMES[row.act]}"
        for row in queueing.TABLE
        if row.state is not row.to
    ]
    return "\n".join(["stateDiagram-v2", *names, "  [*] --> WAITING: lấy số", *moves]) + "\n"


def states() -> str:
    parts = ["# States", "", "Drawn from the tables in `queueing/rules.py` and `dossiers/rules.py` by `thanthien generate_docs`."]
    for title, diagram in (("Ticket", ticket_diagram()), ("Dossier", dossiers.diagram())):
        parts += ["", f"## {title}", "", "```mermaid", diagram.rstrip(), "```"]
    return "\n".join(parts) + "\n"


def routes(patterns: list, prefix: str = "") -> list[tuple[str, str]]:
    """Every address with who may enter: roles of an officer, a kind of device, or anybody."""
    rows = []
    for item in patterns:
        if isinstance(item, URLResolver):
            rows += routes(item.url_patterns, prefix + str(item.pattern))
        elif isinstance(item, URLPattern):
            rows.append((f"/{prefix}{item.pattern}", _who(item.callback)))
    return rows


def _who(view: object) -> str:
    while view is not None:
        if hasattr(view, "device_kind"):
            return f"device {view.device_kind}, or an officer of the unit"
        if hasattr(view, "roles"):
            return ", ".join(ROLE_NAMES[role] for role in view.roles) or "any officer"
        view = getattr(view, "__wrapped__", None)
    return "anybody"


def permissions() -> str:
    rows = "\n".join(f"| `{address}` | {who} |" for address, who in sorted(routes(get_resolver().url_patterns)))
    return f"# Who may enter\n\nRead from the views by `thanthien generate_docs`.\n\n| address | who |\n|---|---|\n{rows}\n"


class Command(BaseCommand):
    help = "Viết docs/generated từ mã nguồn; --check: chỉ so sánh, mã thoát 1 khi đã cũ"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options) -> None:
        old = []
        for name, text in (("states.md", states()), ("permissions.md", permissions())):
            path = ROOT / "docs" / "generated" / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            old.append(name)
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if options["check"] and old:
            self.stderr.write(f"docs/generated đã cũ: {', '.join(old)}. Chạy: thanthien generate_docs")
            sys.exit(1)
