"""Answers that are asked for once while a block lasts: what an office reads before every act and nobody changes meanwhile.

Only the simulator opens such a block, for one day that it lives alone; outside one, each question is a question to the database.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_here = threading.local()


@contextmanager
def read_once() -> Iterator[None]:
    """Inside the block, in this thread, each question of a function marked `kept` is put to the database once.

    Whoever opens it answers for nothing of that being changed inside. Blocks do not nest: the inner one would outlive its reason.
    """
    if getattr(_here, "answers", None) is not None:
        raise RuntimeError("answers are kept already")
    _here.answers = {}
    try:
        yield
    finally:
        _here.answers = None


def kept(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a query whose arguments can be hashed and whose answer nobody changes in place. Refusals are not kept."""

    @wraps(question)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        answers = getattr(_here, "answers", None)
        if answers is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = question(*args, **kwargs)
        return answers[key]

    return ask
