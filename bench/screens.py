"""Screens that listen: how long from the answer of a call until the last of them has its event."""

import asyncio
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit


async def _screen(place, path: str, seen: dict[int, list[float]], ready: asyncio.Semaphore) -> None:
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    number = 0
    async for line in reader:
        if line.startswith(b"id:"):
            number = int(line[3:])
        elif line.startswith(b"data:") and number:
            seen.setdefault(number, []).append(time.perf_counter())
            ready.release()
            number = 0


async def _listen(address: str, path: str, screens: int, calls: int, call: Callable[[], float]) -> list[float]:
    place, seen, ready = urlsplit(address), {}, asyncio.Semaphore(0)
    listening = [asyncio.create_task(_screen(place, path, seen, ready)) for _ in range(screens)]
    for _ in range(screens):
        await asyncio.wait_for(ready.acquire(), 60)
    seen.clear()
    began: list[float] = []
    for _ in range(calls):
        began.append(await asyncio.to_thread(call))
        await asyncio.sleep(0.35)
    for one in listening:
        one.cancel()
    # A call writes one or more entries: the first event after its beginning, at each screen
    took: list[float] = []
    starts = [*began, float("inf")]
    for start, end in zip(starts, starts[1:], strict=False):
        first = [moments for _, moments in sorted(seen.items()) if start < moments[0] < end]
        took += [moment - start for moment in (first[0] if first else [])]
    return sorted(took)


def shown(address: str, path: str, *, screens: int, calls: int, call: Callable[[], float]) -> list[float]:
    """Seconds from the beginning of each call (returned by `call`) to each screen's event, in order of size."""
    return asyncio.run(_listen(address, path, screens, calls, call))


def token_path(answer: bytes, base: str = "/su-kien") -> str:
    """The address of a stream, out of the answer that gave its token."""
    return f"{base}?token={json.loads(answer)['token']}"
