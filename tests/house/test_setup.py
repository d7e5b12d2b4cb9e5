"""The commands and lists by which a bare machine becomes an office."""

import ast
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "deploy" / "debian-packages").read_text()
POSTGRES = [sys.executable, str(ROOT / "tests" / "postgres.py"), "--"]


def load(name: str):
    """A module of deploy/, which is not a package: scripts there run before anything is installed."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "deploy" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


progress = load("progress")
bootstrap = load("bootstrap")


def test_each_debian_package_says_who_needs_it_and_what_for() -> None:
    rows = [line.split(None, 2) for line in LIST.splitlines() if not line.startswith("#")]
    assert {row[1] for row in rows} == {"run", "test"}
    assert [row for row in rows if len(row) < 3 or not re.fullmatch(r"[a-z0-9.+-]+", row[0])] == []


def test_the_tests_need_all_that_the_office_needs() -> None:
    run, test = bootstrap.listed(LIST, "run"), bootstrap.listed(LIST, "test")
    assert run == ["espeak-ng", "fonts-liberation2"]
    assert set(run) < set(test) and {"chromium", "postgresql"} <= set(test)


@pytest.mark.parametrize("name", ["bootstrap", "progress"])
def test_set_up_runs_before_anything_is_installed(name: str) -> None:
    tree = ast.parse((ROOT / "deploy" / f"{name}.py").read_text(), feature_version=(3, 8))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names | {"progress"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_python_lock_pins_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert [line for line in text.splitlines() if line.startswith("-") and not line.startswith("-c ")] == []
    assert "://" not in text
    pins = re.findall(r"^([a-z0-9._-]+)==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20


def test_the_lock_of_the_pages_pins_by_hash_and_names_no_place() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    shipped = {name.removeprefix("node_modules/") for name, entry in packages.items() if not entry.get("dev")}
    assert shipped == {"htmx.org", "uplot"}  # what a page loads; the rest is for tests alone
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages.values())
    assert packages["node_modules/htmx.org"]["version"].startswith("2.")  # 4 is another library under the same name


def test_twelve_commands_at_most_and_each_is_explained() -> None:
    text = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.*## \S", text, re.MULTILINE)
    assert targets == explained and len(targets) <= 12
    assert set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE).group(1).split()) == set(targets)
    shown = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in shown.splitlines()] == targets


def test_ci_runs_the_same_tests_as_people_do() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().rstrip().endswith("exec make test")


def test_what_set_up_makes_is_never_committed() -> None:
    made = [".venv/x", "node_modules/x", "var/x", "src/thanthien/doors/static/vendor/x", "src/thanthien/shared/paper/fonts/x.ttf"]
    made.append("src/thanthien/config/assets/prepared.json")
    ignored = subprocess.run(["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ignored.stdout.split() == made


def test_a_stamp_holds_until_a_list_changes_and_tests_cover_the_office(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp.json"
    assert not bootstrap.is_current(stamp, {"requirements.txt": "a"})
    stamp.write_text(json.dumps({"requirements.txt": "a", "requirements-dev.txt": "b"}))
    assert bootstrap.is_current(stamp, {"requirements.txt": "a"})
    assert bootstrap.is_current(stamp, {"requirements.txt": "a", "requirements-dev.txt": "b"})
    assert not bootstrap.is_current(stamp, {"requirements.txt": "a2"})
    stamp.write_text("{half a file")
    assert not bootstrap.is_current(stamp, {"requirements.txt": "a"})


def test_code_is_compiled_where_the_service_may_not_write_and_a_file_that_cannot_be_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("YEAR = 2026\n")
    (tmp_path / "old.py").write_text("print 'of another Python'\n")
    bootstrap.compiled(tmp_path)
    assert [path.name.split(".")[0] for path in tmp_path.rglob("*.pyc")] == ["good"]
    assert "ProtectSystem=strict" in (ROOT / "deploy" / "thanthien.service").read_text()


def test_what_few_pages_need_is_not_read_in_at_the_start(tmp_path: Path) -> None:
    """An office that has just come back from a power cut answers sooner."""
    told = "import thanthien.config.asgi, thanthien.config.urls, sys; print(*sys.modules)"
    office = os.environ | {"DJANGO_SETTINGS_MODULE": "thanthien.config.settings", "THANTHIEN_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env=office)
    read = done.stdout.split()
    assert "thanthien.doors.desk.urls" in read
    assert {"holidays", "icalendar", "xlsxwriter", "markdown_it", "requests", "jwt", "pypdf", "docx"}.isdisjoint(read)


def test_a_step_that_fails_gives_its_advice_and_what_the_program_said() -> None:
    shares: list[float] = []
    with pytest.raises(bootstrap.SetupError, match="máy có mạng không(.|\n)*no route"):
        bootstrap.follow(["sh", "-c", "echo half; echo no route; exit 3"], lambda line: 0.5, shares.append, "máy có mạng không?")
    assert shares == [0.5, 0.5]
    with pytest.raises(bootstrap.SetupError, match="cài python3-venv"):
        bootstrap.follow(["/no/such/program"], lambda line: None, shares.append, "cài python3-venv")


def test_somebody_who_is_not_root_gets_one_line_to_type_and_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "debian-packages").write_text("no-such-package-a  run  x\nno-such-package-b  test  y\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    screen = io.StringIO()
    setup = bootstrap.Setup("run", progress.Board(screen))
    setup.debian()
    (note,) = setup.notes
    assert "apt-get update && apt-get install -y --no-install-recommends no-such-package-a'" in note
    assert "going on" in screen.getvalue()


def test_bars_move_on_a_terminal_and_never_backwards_and_elsewhere_only_lines_appear() -> None:
    screen = io.StringIO()
    board = progress.Board(screen, live=True)
    board.start("Gói · packages")
    board.move("Gói · packages", 0.5)
    board.move("Gói · packages", 0.25)
    assert screen.getvalue().split("\r\033[K")[-1].strip() == "Gói ██████░░░░░░"
    board.done("Gói · packages", "có sẵn")
    assert "✓ Gói · packages" in screen.getvalue()
    plain = io.StringIO()
    board = progress.Board(plain, live=False)
    board.start("Gói")
    board.move("Gói", 0.5)
    board.done("Gói", "có sẵn")
    assert [line.split() for line in plain.getvalue().splitlines()] == [["…", "Gói"], ["✓", "Gói", "có", "sẵn"]]


def test_a_postgresql_of_ones_own_is_durable_private_and_gone_afterwards() -> None:
    script = (
        "import os, pathlib, psycopg\n"
        "address = os.environ['THANTHIEN_DATABASE']\n"
        "with psycopg.connect(address) as connection:\n"
        "    row = connection.execute(\"select current_setting('fsync'), current_setting('listen_addresses')\").fetchone()\n"
        "print('settings', row, address.split('host=')[1])\n"
        "raise SystemExit(7)\n"
    )
    done = subprocess.run([*POSTGRES, sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stdout + done.stderr
    assert "settings ('on', '')" in done.stdout
    assert not Path(done.stdout.split()[-1]).exists()
