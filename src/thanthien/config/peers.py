"""The bugs that users of other systems reported, and which of our tests looks for each: docs/generated/peers-threads.md.

What went wrong there and how ours behaves is written once, in tests/peers/threads.yaml. A test carries the name of a thread by
`@pytest.mark.thread("FQM#138")`, wherever it lies. A thread that no test carries, and that is not put off in words, is refused.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

MARK = "thread"
TOPICS = {
    "queue": "Queue",
    "deadlines": "Deadlines",
    "reception": "Reception",
    "offline": "Without network, and sent again",
    "lists": "Lists that grew slow",
    "papers": "Papers and scans",
}
HEAD = """# Bugs of other systems that ours is tried for

Each row is a thread of another system's users or makers (repository and number), told in our words, with what ours does and
the tests that fail when it does not. Written from `tests/peers/threads.yaml` and the tests' own marks by `thanthien
generate_docs`, whose `--check` fails when a thread has no test. {tested} threads are tried; {later} wait for what they are about.
"""


class ThreadsError(Exception):
    """The threads and the tests do not agree; says which."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread: its short name, where it is, its topic. `later`: what must be there first, when ours cannot have it yet."""

    name: str
    repository: str
    topic: str
    wrong: str
    ours: str
    later: str = ""


def threads(path: Path) -> list[Thread]:
    """Everything in threads.yaml. Raises ThreadsError for a thread told twice or of no topic."""
    rows = [
        Thread(row["thread"], row["in"], row["of"], row["wrong"], row["ours"], row.get("later", ""))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    names = [row.name for row in rows]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ThreadsError(f"told twice: {', '.join(twice)}")
    if lost := [row.name for row in rows if row.topic not in TOPICS]:
        raise ThreadsError(f"of no topic: {', '.join(lost)}")
    return rows


def _marks_of(node: ast.AST) -> Iterator[str]:
    for decorator in getattr(node, "decorator_list", []):
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr == MARK:
            yield from (argument.value for argument in decorator.args if isinstance(argument, ast.Constant))


def carried(tests: Path) -> dict[str, list[str]]:
    """Thread → the tests that carry its name, as `tests/queueing/test_thread.py::test_x`, in the order of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _marks_of(node):
                found.setdefault(name, []).append(f"tests/{path.relative_to(tests)}::{getattr(node, 'name', '')}")
    return found


def page(root: Path) -> str:
    """The page. Raises ThreadsError when a thread is tried by nothing, put off although it is tried, or unknown."""
    told, tests = threads(root / "tests" / "peers" / "threads.yaml"), carried(root / "tests")
    if bare := [row.name for row in told if not row.later and row.name not in tests]:
        raise ThreadsError(f"without a test: {', '.join(bare)}")
    if early := [row.name for row in told if row.later and row.name in tests]:
        raise ThreadsError(f"put off although a test carries it: {', '.join(early)}")
    if unknown := sorted(tests.keys() - {row.name for row in told}):
        raise ThreadsError(f"not in threads.yaml: {', '.join(unknown)}")
    later = [row for row in told if row.later]
    lines = [HEAD.format(tested=len(told) - len(later), later=len(later))]
    for topic, title in TOPICS.items():
        lines += [f"## {title}", "", "| thread | what went wrong there | how ours behaves | tests |", "|---|---|---|---|"]
        rows = [row for row in told if row.topic == topic and not row.later]
        lines += [_line(row, "<br>".join(f"`{test}`" for test in tests[row.name])) for row in rows] + [""]
    lines += ["## Not yet", "", "| thread | what went wrong there | how ours will behave | with |", "|---|---|---|---|"]
    return "\n".join([*lines, *(_line(row, row.later) for row in later), ""])


def _line(row: Thread, last: str) -> str:
    number = row.name[row.name.index("#") - (2 if "PR#" in row.name else 0) :]
    cells = (f"{row.name} ({row.repository} {number})", row.wrong, row.ours, last)
    return "| " + " | ".join(cell.strip().replace("|", "/") for cell in cells) + " |"
