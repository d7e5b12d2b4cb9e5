"""Where a request's time goes: python -m bench.inside [--profile ROW] [--sql ROW] [--times 40] [--json FILE] [--filled HOME].

With `--filled` the office that `python -m bench.bulk` has filled in HOME, and in it the work of the officer who has most.
One process, one thread, SQLite in a folder of its own, no network: each row says the processor's milliseconds of a request,
the same in units of a loop of plain Python measured beside it (machines are shared), how many statements it sent to the
database, and its bytes.
"""

import argparse
import cProfile
import io
import json
import os
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from bench.__main__ import environment

Answer = tuple[int, bytes]
UNITS_HERE = 2
LOOP = 60_000


def loop_ms() -> float:
    """Milliseconds of a loop of plain Python, the best of three."""
    took = []
    for _ in range(3):
        start, made = time.process_time(), {}
        for number in range(LOOP):
            made[str(number)] = number * 2
        took.append((time.process_time() - start) * 1000)
    return min(took)


def asked(
    method: str, path: str, headers: dict[str, str], data: bytes = b"", *, locations: list[str] | None = None,
    application: Callable | None = None,
) -> Answer:  # fmt: skip
    """One request to the WSGI application, the office's own unless said; where it leads on to is added to `locations`."""
    if application is None:
        from thanthien.config.wsgi import application

    place, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": place, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(data)), "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(data), "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in headers.items():
        environ["CONTENT_TYPE" if name == "Content-Type" else "HTTP_" + name.upper().replace("-", "_")] = value
    statuses: list[str] = []
    told: list[tuple[str, str]] = []

    def start(status: str, headers: list[tuple[str, str]], error: object = None) -> None:
        statuses.append(status)
        told.extend(headers)

    answer = application(environ, start)
    if locations is not None:
        locations += [value for name, value in told if name.lower() == "location"]
    try:
        return int(statuses[0].split()[0]), b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def rows(codes: Sequence[str] = ()) -> Iterator[tuple[str, Callable[[], Answer]]]:
    """What is measured, in an order in which one makes what the next one needs. `codes`: the communes of a filled office."""
    from bench import office
    from thanthien.dossiers.models import Dossier
    from thanthien.people.scoping import everywhere

    office.UNITS = UNITS_HERE
    first, filled, numbers = office.build(codes[:UNITS_HERE])[0], office.matter(0), count(1)

    def turn(of: list) -> dict[str, str]:
        one = of[next(numbers) % len(of)]
        return one if isinstance(one, dict) else one.headers

    def received() -> Answer:
        n = next(numbers)
        own = {"name": f"Người Thứ {n}", "id_number": f"038{n:09d}", "phone": f"09{n:08d}"}
        return asked("POST", "/quay/nhan", turn(first.seats), office.body(**filled | own))

    taps = f"/sanh/{first.unit}/lay-so"
    yield "number at the kiosk", lambda: asked("POST", taps, turn(first.kiosks), office.body(service=first.letter))
    yield "call next", lambda: asked("POST", "/quay/goi", turn(first.seats), office.body())
    yield "dossier received", received
    with everywhere():
        made = list(Dossier.objects.filter(unit_id=first.unit).order_by("-pk").values_list("pk", "tracking_code")[:50])
    yield "public tracking", lambda: asked("GET", f"/t/{made[next(numbers) % len(made)][1]}", {})
    yield "dossier opened", lambda: asked("GET", f"/ho-so/{made[next(numbers) % len(made)][0]}/", first.specialist)
    yield "work list", lambda: asked("GET", "/viec/danh-sach", first.specialist)
    yield "found by words", lambda: asked("GET", "/tim/danh-sach?q=nguoi+thu", first.specialist)
    yield "leader's page", lambda: asked("GET", "/lanh-dao/", first.leader)
    yield "procedures found", lambda: asked("GET", "/thu-tuc?q=khai+sinh", {})
    yield "home of the portal", lambda: asked("GET", "/", {})


def measured(do: Callable[[], Answer], times: int) -> tuple[float, float, list[str], int]:
    """Milliseconds of one, the same in loops, the statements of one, its bytes. Raises RuntimeError for a refusal."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(4):
        status, body = do()
        if status >= 400:
            raise RuntimeError(f"answered {status}: {body[:200]!r}")
    with CaptureQueriesContext(connection) as captured:
        do()
    statements = [one["sql"] for one in captured.captured_queries]  # before the next request empties the log
    before, start = loop_ms(), time.process_time()
    for _ in range(times):
        do()
    took = (time.process_time() - start) * 1000 / times
    return took, took / ((before + loop_ms()) / 2), statements, len(body)


# Whose code it is, by a piece of its file's name; the first that fits.
PLACES = (
    ("database", "sqlite"), ("questions composed", "django/db"), ("questions composed", "django_scopes"),
    ("templates", "django/template"), ("templates", "django_cotton"),
    ("the office's own code", "thanthien/"),
)  # fmt: skip
REST = "the rest of Django and Python"


def shares(do: Callable[[], Answer], times: int) -> dict[str, float]:
    """Of the processor's time of this request, who used which share; watching makes code of many small calls look larger."""
    watched = cProfile.Profile(time.process_time)
    watched.runcall(lambda: [do() for _ in range(times)])
    spent: Counter = Counter()
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(watched).stats.items():  # type: ignore[attr-defined]
        if file != "~" or "sqlite" in name.lower():
            spent[_place(file if file != "~" else "sqlite")] += own
        else:  # built in: it belongs to whoever called it
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[_place(caller)] += part
    whole = sum(spent.values())
    return {place: spent[place] / whole for place in dict.fromkeys([place for place, _ in PLACES] + [REST])}


def _place(file: str) -> str:
    return next((place for place, piece in PLACES if piece in file), REST)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--times", type=int, default=40)
    given.add_argument("--profile", default="", help="the row to be profiled")
    given.add_argument("--sql", default="", help="the row whose statements are printed")
    given.add_argument("--json", type=Path, help="a file for the rows, with whose time it was")
    given.add_argument("--filled", type=Path, help="a home that bench.bulk has filled")
    wanted = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="thanthien-inside-") as home:
        os.environ.update(environment(wanted.filled.resolve() if wanted.filled else Path(home)))
        from bench.engine import filled, prepare

        prepare()
        codes, _ = filled(0)
        made = []
        print("| request | ms | loops | questions | bytes |\n|---|---|---|---|---|")
        for name, do in rows(codes):
            took, loops, statements, size = measured(do, wanted.times)
            print(f"| {name} | {took:.1f} | {loops:.2f} | {len(statements)} | {size} |", flush=True)
            if wanted.json:
                whose = shares(do, wanted.times)
                made.append(
                    {"row": name, "ms": took, "loops": loops, "statements": len(statements), "bytes": size, "shares": whose}
                )
            if wanted.sql == name:
                print(*statements, sep="\n")
            if wanted.profile == name:
                watched = cProfile.Profile(time.process_time)
                watched.runcall(lambda do=do: [do() for _ in range(wanted.times)])
                pstats.Stats(watched).sort_stats("cumulative").print_stats(80)
        if wanted.json:
            wanted.json.write_text(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
