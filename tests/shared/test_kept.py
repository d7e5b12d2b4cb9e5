"""Questions that are put once while a block lasts, and every time outside one."""

import threading

import pytest

from thanthien.shared.kept import kept, read_once


class Source:
    def __init__(self):
        self.asked = 0


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def ask(source):
    @kept
    def question(what: str, *, loud: bool = False) -> str:
        source.asked += 1
        if what == "refuse":
            raise ValueError(what)
        return f"{what}{'!' if loud else ''}:{source.asked}"

    return question


def test_outside_a_block_every_question_is_put(source, ask):
    assert (ask("a"), ask("a")) == ("a:1", "a:2")


def test_inside_a_block_the_same_question_is_put_once(source, ask):
    with read_once():
        assert [ask("a"), ask("b"), ask("a"), ask("a", loud=True), ask("a", loud=True)] == ["a:1", "b:2", "a:1", "a!:3", "a!:3"]
    assert ask("a") == "a:4", "the block is over"
    with read_once():
        assert ask("a") == "a:5", "a new block knows nothing of the last one"


def test_a_refusal_is_not_kept(source, ask):
    with read_once():
        for _ in range(2):
            with pytest.raises(ValueError, match="refuse"):
                ask("refuse")
    assert source.asked == 2


def test_a_block_ends_with_a_fault_too(source, ask):
    with pytest.raises(ZeroDivisionError), read_once():
        ask("a")
        1 / 0  # noqa: B018
    assert ask("a") == "a:2"


def test_another_thread_puts_its_own_questions(source, ask):
    with read_once():
        ask("a")
        heard: list[str] = []
        beside = threading.Thread(target=lambda: heard.append(ask("a")))
        beside.start()
        beside.join()
        assert heard == ["a:2"]


def test_blocks_do_not_nest():
    with read_once(), pytest.raises(RuntimeError, match="already"), read_once():
        pass
