"""The page of other systems' threads: a thread without a test, and a test of an unknown thread, are refused."""

from pathlib import Path

import pytest

from thanthien.config import peers

TOLD = """
- {thread: "A#1", in: some/queue, of: queue, wrong: "It was lost.", ours: "It is kept."}
- {thread: "B PR#2", in: some/cases, of: offline, wrong: "Twice.", ours: "Once.", later: "issue 5"}
"""
TEST = """@pytest.mark.thread("A#1")
def test_kept(): ...


class TestMore:
    @pytest.mark.thread("A#1", {more})
    def test_again(self): ...
"""


def tree(folder: Path, *, told: str = TOLD, test: str = TEST, more: str = "") -> Path:
    (folder / "tests" / "peers").mkdir(parents=True)
    (folder / "tests" / "room").mkdir()
    (folder / "tests" / "peers" / "threads.yaml").write_text(told)
    (folder / "tests" / "room" / "test_it.py").write_text(test.replace("{more}", more))
    return folder


def test_each_thread_stands_beside_its_tests(tmp_path):
    text = peers.page(tree(tmp_path))
    both = "`tests/room/test_it.py::test_kept`<br>`tests/room/test_it.py::test_again`"
    assert f"| A#1 (some/queue #1) | It was lost. | It is kept. | {both} |" in text
    assert "| B PR#2 (some/cases PR#2) | Twice. | Once. | issue 5 |" in text
    assert text.index("A#1") < text.index("## Not yet") < text.index("B PR#2")
    assert "1 threads are tried; 1 wait" in text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"test": "def test_kept(): ...\n"}, "without a test: A#1"),
        ({"more": '"C#3"'}, "not in threads.yaml: C#3"),
        ({"more": '"B PR#2"'}, "put off although a test carries it: B PR#2"),
        ({"told": TOLD + TOLD}, "told twice: A#1, B PR#2"),
        ({"told": TOLD.replace("offline", "weather")}, "of no topic: B PR#2"),
    ],
)
def test_what_does_not_agree_is_refused(tmp_path, change, says):
    with pytest.raises(peers.ThreadsError, match=says):
        peers.page(tree(tmp_path, **change))


def test_the_page_of_this_tree_can_be_made():
    text = peers.page(Path(__file__).resolve().parents[2])
    assert "FQM#138" in text and text.count("\n| ") > 50
