"""Tests about the code base itself: the plan of the house is kept."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "thanthien"
SOURCES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
ROOMS = (
    "people", "visits", "programmes", "papers", "eforms", "benefits", "queueing", "dossiers", "payments", "outreach", "letters",
    "ratings", "conduct", "posting", "messaging", "exchange", "indicators",
    "rollout",
)  # fmt: skip
LINE = {
    "shared": 0, "law": 1, "journal": 2, "people": 3, "worktime": 4, "procedures": 5, "visits": 6, "programmes": 6, "papers": 6,
    "eforms": 6, "benefits": 6, "queueing": 7, "dossiers": 7, "payments": 7, "outreach": 7, "letters": 8, "ratings": 8,
    "conduct": 8, "posting": 8, "messaging": 8, "exchange": 8, "indicators": 9, "rollout": 10,
}  # fmt: skip
# A personal word may stand in a template of the hall only where an officer is meant.
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}


def trees():
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_layers_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "src", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_point_downwards_only():
    """import-linter does not see a key written as a string."""
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in LINE:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model._meta.app_label in LINE:
                other = field.related_model._meta.app_label
                assert LINE[other] < LINE[room] or other == room, f"{model.__name__}.{field.name}"


def test_the_journal_has_no_key_to_anything():
    for model in apps.get_app_config("journal").get_models():
        assert not [f for f in model._meta.get_fields() if f.is_relation], model


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 <= 60, node.name


def test_rules_are_pure():
    """rules.py: no Django, no clock, no files of a database."""
    for path, tree in trees():
        if path.name != "rules.py" or path.parent.name == "law":
            continue
        for node in ast.walk(tree):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not any(name.startswith("django") or name.endswith((".models", ".queries", ".actions")) for name in names), (
                path
            )


def test_nobody_below_the_doors_reads_the_clock():
    allowed = {"config", "doors", "simulation"}
    for path, tree in trees():
        room = path.relative_to(PACKAGE).parts[0]
        if room in allowed or path.parent == PACKAGE or path.name in {"clock.py", "chance.py"}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                bad = called in {"now", "datetime.now", "date.today", "timezone.now", "time.time", "datetime.today"}
                if bad and room == "journal" and path.name == "anchors.py":
                    continue  # a mark outside the database tells when it was made
                assert not bad, f"{path}:{node.lineno} {called}()"


def test_chance_comes_from_one_place():
    """Who asks the operating system for chance makes a key or a token; all else is drawn by `shared.chance`. Only the simulator
    may put a seed in its place.
    """
    makers = {
        "shared/chance.py", "shared/codes.py", "people/tokens.py", "people/devices.py", "people/officers.py",
        "doors/account/photos.py", "config/heart.py", "config/postman.py", "config/courier.py", "config/reader.py",
        "doors/parts/context.py",
        "queueing/apart.py", "exchange/rules.py",
    }  # fmt: skip
    asking, seeding = set(), set()
    for path, tree in trees():
        for node in ast.walk(tree):
            name = str(path.relative_to(PACKAGE))
            if isinstance(node, ast.Attribute):
                called = ast.unparse(node)
                asking |= {name} if called.startswith("secrets.") or called in {"uuid.uuid4", "os.urandom"} else set()
                seeding |= {name} if called == "chance.seeded" else set()
            elif isinstance(node, ast.ImportFrom):
                names = {alias.name for alias in node.names}
                asking |= {name} if names & {"uuid4", "urandom", "token_hex", "token_urlsafe"} else set()
                seeding |= {name} if node.module == "thanthien.shared.chance" and "seeded" in names else set()
    defaults = {"visits/models.py", "people/models.py"}  # what Django would draw for a row that no act made
    assert asking - defaults == makers
    assert {name.split("/")[0] for name in seeding} == {"simulation"}


def test_only_acts_write_state():
    """In the rooms and journeys no witnessed row is written but through the act: `deed.save`, `deed.create`, `deed.delete`.

    Columns that the model itself declares outside its witness (last seen, how often overtaken) may be updated in bulk."""
    from thanthien.journal.models import Witnessed

    witnessed = {m.__name__: m.unwitnessed for m in apps.get_models() if issubclass(m, Witnessed)}
    for path, tree in trees():
        if path.relative_to(PACKAGE).parts[0] == "journal":
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
                continue
            chain = ast.unparse(node.func.value)
            head = chain.split(".")[0].split("(")[0]
            columns = {keyword.arg for keyword in node.keywords}
            outside = node.func.attr == "update" and columns and columns <= witnessed.get(head, frozenset())
            if head in witnessed and ".objects" in chain and not outside:
                pytest.fail(f"{path}:{node.lineno} {ast.unparse(node.func)}")


def test_every_room_says_what_it_answers_for():
    for room in LINE:
        text = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
        assert text.startswith('"""') and len(text.splitlines()) <= 14, room


def test_rooms_call_each_other_by_actions_queries_and_rules():
    """A room uses another room's tables only by foreign key: models are imported for keys and types, never written."""
    for room in ROOMS:
        tree = (
            ast.parse((PACKAGE / room / "rules.py").read_text(encoding="utf-8"))
            if (PACKAGE / room / "rules.py").exists()
            else None
        )
        if tree is not None:
            assert not any(isinstance(n, ast.ImportFrom) and (n.module or "").startswith("django") for n in ast.walk(tree))


def test_doors_do_not_know_each_other():
    doors = {
        p.name
        for p in (PACKAGE / "doors").iterdir()
        if p.is_dir() and p.name not in {"parts", "static", "templates", "templatetags", "__pycache__"}
    }
    for path, tree in trees():
        parts = path.relative_to(PACKAGE).parts
        if parts[0] != "doors" or len(parts) < 3 or parts[1] not in doors:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("thanthien.doors."):
                assert node.module.split(".")[2] in {parts[1], "parts", "templatetags"}, path


def test_templates_carry_no_inline_script_or_style():
    """The content policy forbids them; a page that needs one is broken in silence."""
    for path in (PACKAGE / "doors").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text), (
            path
        )


def test_a_form_that_only_a_script_sends_is_sent_by_nothing_else():
    """Before the script has come, a form without a method would put what was typed, numbers of people too, into the address. One
    whose method is `dialog` stays as it is.
    """
    for path in (PACKAGE / "doors").rglob("*.html"):
        for tag in re.findall(r"<form\b(?:[^<]|<(?!/?form))*?\bhx-post=", path.read_text()):
            if "</" not in tag:
                assert ' method="' in tag, f"{path.name}: {tag[:120]}"


def test_nothing_names_a_machine_or_a_registry():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    bad = re.compile(
        r"https?://[^\s\"']*(?:pypi|npmjs|pythonhosted|deb\.debian|debian\.org/debian)[^\s\"']*|(?<![\w.])/(?:work|root|opt)/(?!lib)"
    )
    for name in files:
        path = ROOT / name
        if path.suffix in {".png", ".woff2", ".ttf"} or not path.exists() or path.name == "test_house.py":
            continue
        found = bad.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert not found, f"{name}: {found.group(0)}"
