"""The one live endpoint: a raw ASGI callable that streams what the journal says to screens, and replays what a screen missed.

One pump per process reads new entries (woken by commits of this process, by SQLite's data_version or by NOTIFY) and hands
each projected
event to the queues of the subscribers; a subscriber that joins or comes back reads the journal from its own position first.
"""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

from django.db import close_old_connections, connection

from thanthien.config import watch
from thanthien.doors.parts import live_tokens
from thanthien.journal import queries, stream, wake

Send = Callable[[dict], Awaitable[None]]
Receive = Callable[[], Awaitable[dict]]
PATH = "/su-kien"
BEAT_SECONDS = 4  # a screen that hears nothing for nine seconds says so (parts/live.js)
QUEUE_SIZE = 1000


def frame(event: dict) -> bytes:
    """One event as text of the stream."""
    return f"id: {event['id']}\nevent: {event['event']}\ndata: {event['data']}\n\n".encode()


class Hub:
    """The pump and its subscribers. Everything but `poke` runs on the event loop."""

    def __init__(self) -> None:
        self.queues: dict[tuple[str, str], set[asyncio.Queue]] = defaultdict(set)
        self.positions: dict[str, int] = {}
        self.news = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live-pump")
        self.replayers = ThreadPoolExecutor(4, thread_name_prefix="live-replay")
        self.stop = threading.Event()
        self.task: asyncio.Task | None = None

    async def start(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.positions = await self.loop.run_in_executor(self.reader, queries.heads)
        self.unlisten = wake.listen(lambda unit, seq: self.poke())
        watch.start(self.poke, self.stop)
        self.task = asyncio.create_task(self.pump())

    async def close(self) -> None:
        self.stop.set()
        self.unlisten()
        if self.task:
            self.task.cancel()
        for group in self.queues.values():
            for queue in group:
                _offer(queue, None)

    def poke(self) -> None:
        """Something may be new; callable from any thread."""
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.news.set)

    async def pump(self) -> None:
        while True:
            await self.news.wait()
            self.news.clear()
            try:
                batches = await self.loop.run_in_executor(self.reader, self._read, {unit for unit, _ in self.queues})
            except Exception:
                await asyncio.sleep(0.5)
                self.news.set()
                continue
            for key, seq, chunk in batches:
                for queue in tuple(self.queues.get(key, ())):
                    _offer(queue, (seq, chunk))

    def _read(self, wanted: set[str]) -> list[tuple[tuple[str, str], int, bytes]]:
        """New events of every unit that somebody watches, once per audience, as bytes."""
        out = []
        for unit, seq in queries.heads().items():
            behind = self.positions.get(unit, 0)
            if seq <= behind:
                continue
            self.positions[unit] = seq
            if unit not in wanted:
                continue
            for entry in queries.after(unit=unit, seq=behind, limit=5000):
                for audience in stream.PROJECTIONS:
                    event = stream.project(entry, audience=audience) if self.queues.get((unit, audience)) else None
                    if event:
                        out.append(((unit, audience), entry.seq, frame(event)))
                self.positions[unit] = max(self.positions[unit], entry.seq)
        if connection.vendor == "postgresql":
            connection.close_if_unusable_or_obsolete()
        return out

    async def replay(self, unit: str, after: int, audience: str) -> tuple[list[dict], int]:
        def read() -> tuple[list[dict], int]:
            close_old_connections()
            return stream.replay(unit=unit, after=after, audience=audience)

        return await self.loop.run_in_executor(self.replayers, read)


def _offer(queue: asyncio.Queue, item: object) -> None:
    """Put without waiting; a screen too slow to follow is sent home to come back by its position."""
    try:
        queue.put_nowait(item)
    except asyncio.QueueFull:
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)


async def events(hub: Hub, scope: dict, receive: Receive, send: Send) -> None:
    """GET /su-kien?token=…&after=…: text/event-stream of one audience of one unit, from a position on."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    known = live_tokens.read(query.get("token", [""])[0])
    if known is None or known[0] not in stream.PROJECTIONS:
        await _refuse(send)
        return
    audience, unit = known
    queue: asyncio.Queue = asyncio.Queue(QUEUE_SIZE)
    hub.queues[unit, audience].add(queue)
    gone = asyncio.create_task(_gone(receive))
    try:
        await _begin(send)
        await _stream(hub, send, queue, unit, audience, _position(scope, query), gone)
    except (OSError, asyncio.CancelledError):
        pass
    finally:
        gone.cancel()
        hub.queues[unit, audience].discard(queue)


async def _stream(
    hub: Hub, send: Send, queue: asyncio.Queue, unit: str, audience: str, position: int | None, gone: asyncio.Task
) -> None:
    if position is None:
        position = hub.positions.get(unit, 0)
    await _write(send, f"id: {position}\nevent: hello\ndata: {json.dumps({'position': position})}\n\n".encode())
    while True:
        missed, reached = await hub.replay(unit, position, audience)
        if missed:
            await _write(send, b"".join(frame(event) for event in missed))
        if reached == position:
            break
        position = reached
    while not gone.done():
        try:
            item = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
        except TimeoutError:
            await _write(send, b"event: beat\ndata: {}\n\n")
            continue
        if item is None:
            return
        seq, chunk = item
        if seq > position:
            position = seq
            await _write(send, chunk)


def _position(scope: dict, query: dict) -> int | None:
    """Where the screen stopped: Last-Event-ID, else `after`; None = from now on."""
    headers = dict(scope.get("headers", ()))
    raw = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("after", [""])[0]
    return int(raw) if raw.isdigit() and int(raw) > 0 else None


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _begin(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _write(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": "Khóa của luồng đã hết hạn. Trang tự xin khóa mới.".encode()})
