"""`thanthien generate_docs [--check]`: what the code can say of itself, written to docs/generated."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import URLPattern, URLResolver, get_resolver

from thanthien.conduct import step_rules as steps
from thanthien.config import peers, variables
from thanthien.doors.api import document as api
from thanthien.doors.parts.policies import declared
from thanthien.dossiers import rules as dossiers
from thanthien.outreach import home_rules as home
from thanthien.outreach import rules as outreach
from thanthien.people.rules import Role
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
    rooms = "`queueing/rules.py`, `conduct/step_rules.py`, `outreach/rules.py`, `outreach/home_rules.py` and `dossiers/rules.py`"
    parts = ["# States", "", f"Drawn from the tables in {rooms} by `thanthien generate_docs`."]
    drawn = {
        "Ticket": ticket_diagram(),
        "Step after an incident": steps.diagram(),
        "Booking": outreach.diagram(),
        "Home service": home.home_diagram(),
        "Dossier": dossiers.diagram(),
    }
    for title, diagram in drawn.items():
        parts += ["", f"## {title}", "", "```mermaid", diagram.rstrip(), "```"]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its full name, its pattern, the names of its parameters, its view."""

    name: str
    address: str
    parameters: tuple[str, ...]
    view: Callable


def routes(patterns: list | None = None, prefix: str = "/", namespace: str = "") -> list[Route]:
    """Every address of the office."""
    found = []
    for item in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(item, URLResolver):
            space = f"{namespace}{item.namespace}:" if item.namespace else namespace
            found += routes(item.url_patterns, prefix + str(item.pattern), space)
        elif isinstance(item, URLPattern):
            parameters = tuple(sorted(item.pattern.converters))
            found.append(Route(f"{namespace}{item.name}", f"{prefix}{item.pattern}", parameters, item.callback))
    return found


def permissions() -> str:
    """The matrix address × role, as the views declare it; tests/house/test_doors.py tries every field of it."""
    lines = [
        "# Who may enter", "",
        "Read from the views by `thanthien generate_docs`; `tests/house/test_doors.py` tries every address as every role, as a",
        "passer-by, and as an officer of another unit who holds every role. ● may enter, · gets a kind 403. An officer of",
        "another unit gets 404 for every object of this one.", "", "## Officers", "",
        "| address | " + " | ".join(role.value for role in Role) + " |", "|---|" + "---|" * len(Role),
    ]  # fmt: skip
    kinds: dict[str, list[Route]] = {"officer": [], "token": [], "device": [], "anybody": []}
    for route in sorted(routes(), key=lambda route: route.address):
        kinds.setdefault(declared(route.view)[0], []).append(route)
    for route in kinds["officer"]:
        held = declared(route.view)[1] or tuple(Role)
        lines.append(f"| `{route.address}` | " + " | ".join("●" if role in held else "·" for role in Role) + " |")
    lines += ["", "## Tokens of the API (Quản trị → Kết nối)", "", "| address | scopes |", "|---|---|"]
    for route in kinds["token"]:
        scopes = ", ".join(f"{method} `{scope}`" for method, scope in sorted(declared(route.view)[1].items()))
        lines.append(f"| `{route.address}` | {scopes} |")
    lines += ["", "## Devices of the hall, or an officer of the unit", "", "| address | device |", "|---|---|"]
    lines += [f"| `{route.address}` | {declared(route.view)[1]} |" for route in kinds["device"]]
    lines += ["", "## Everybody", "", "| address | why |", "|---|---|"]
    lines += [f"| `{route.address}` | {declared(route.view)[1]} |" for route in kinds["anybody"]]
    return "\n".join(lines) + "\n"


def _threads() -> str:
    try:
        return peers.page(ROOT)
    except peers.ThreadsError as error:
        raise CommandError(f"tests/peers/threads.yaml: {error}") from error


class Command(BaseCommand):
    help = "Viết docs/generated từ mã nguồn; --check: chỉ so sánh, mã thoát 1 khi đã cũ"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options) -> None:
        old = []
        pages = {
            "states.md": states(),
            "permissions.md": permissions(),
            "settings.md": variables.table(),
            "openapi.json": api.text(),
            "peers-threads.md": _threads(),
        }
        for name, text in pages.items():
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
