"""A process of its own for one file: a decoder that is fooled or runs wild ends here, and the office goes on.

`python -m thanthien.papers.worker clean` or `… page NUMBER WIDTH`; the file comes in on stdin. Out goes one line of JSON
(`media`, `pages`, or `refused`), then the bytes. No Django, no database, no key of the office.
"""

import contextlib
import json
import resource
import sys

MEMORY, SECONDS = 1_500 * 1024 * 1024, 20


def bound() -> None:
    """No more memory and time than a large scan needs, no file written, no core left."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)
    ):  # fmt: skip
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def done(job: str, numbers: list[int], content: bytes) -> tuple[dict, bytes]:
    """What is asked for; raises FileRefused and MemoryError."""
    from thanthien.papers import cleaning

    if job == "page":
        return {"media": "image/jpeg", "pages": 1}, cleaning.page(content, *numbers)
    made = cleaning.clean(content)
    return {"media": made.media, "pages": made.pages}, made.content


def main() -> None:
    bound()
    job, *numbers = sys.argv[1:]
    content = sys.stdin.buffer.read()
    from thanthien.papers.rules import FileRefused

    try:
        head, body = done(job, [int(number) for number in numbers], content)
    except FileRefused as error:
        head, body = {"refused": error.code}, b""
    except (MemoryError, RecursionError, OverflowError):
        head, body = {"refused": "too_much"}, b""
    except Exception:  # a decoder's own fault: the file is at least broken
        head, body = {"refused": "broken"}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
