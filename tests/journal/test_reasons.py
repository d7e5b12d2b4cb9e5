"""Why a file is opened is said in one table; no door invents a reason of its own."""

import ast
from pathlib import Path

import pytest

from thanthien.journal.rules import ACCESS_REASONS, reason_word

SOURCE = Path(__file__).parents[2] / "src" / "thanthien"


def reasons_used() -> set[tuple[str, str]]:
    """(file, reason) of every access written in the code with the reason as a text."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called.endswith(("record_access", "note_opened")):
                for word in node.keywords:
                    if word.arg == "reason" and isinstance(word.value, ast.Constant):
                        found.add((path.name, word.value.value))
    return found


def test_every_door_says_why_in_words_of_the_table():
    used = reasons_used()
    assert {reason for _, reason in used} >= {"reception", "return", "call"}
    assert not [place for place in used if place[1] not in ACCESS_REASONS]


def test_every_call_says_why():
    """`record_access` has no default: whoever opens a file says the reason."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("record_access"):
                assert any(word.arg == "reason" for word in node.keywords), f"{path}:{node.lineno}"


@pytest.mark.parametrize(("code", "words"), [("return", "Chuẩn bị trả kết quả"), ("cũ", "Xem hồ sơ"), ("", "Xem hồ sơ")])
def test_words(code, words):
    assert str(reason_word(code)) == words
