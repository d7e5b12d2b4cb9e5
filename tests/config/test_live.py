"""The stream: a key that lasts a minute, replay after a position, each event once and in order, a slow screen sent home."""

import asyncio
import json

import pytest
import time_machine
from asgiref.sync import sync_to_async

from thanthien.config import live
from thanthien.doors.parts import live_tokens
from thanthien.journal import queries
from thanthien.journal.actions import act
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db(transaction=True)


class Screen:
    """An ASGI client of the stream."""

    def __init__(
        self, hub: live.Hub, *, audience: str = "hall", unit: str = "15148", after: int | None = None, token: str | None = None
    ) -> None:
        token = token or live_tokens.issue(audience=audience, unit=unit)
        query = f"token={token}" + (f"&after={after}" if after else "")
        self.scope = {"type": "http", "path": live.PATH, "query_string": query.encode(), "headers": []}
        self.hub, self.chunks, self.status = hub, [], 0
        self.gone = asyncio.Event()

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.chunks.append(message["body"].decode())

    async def open(self) -> asyncio.Task:
        self.task = asyncio.create_task(live.events(self.hub, self.scope, self.receive, self.send))
        return self.task

    def events(self) -> list[tuple[int, str, dict]]:
        out = []
        for block in "".join(self.chunks).split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if lines.get("event") not in (None, "hello", "beat"):
                out.append((int(lines["id"]), lines["event"], json.loads(lines["data"])))
        return out

    async def wait_for(self, count: int) -> list[tuple[int, str, dict]]:
        for _ in range(200):
            if len(self.events()) >= count:
                break
            await asyncio.sleep(0.05)
        return self.events()


def call(number: int, at, unit: str = "15148") -> None:
    with act(unit=unit, by=system(unit), at=at) as deed:
        deed.enter(
            "ticket.called",
            subject=f"ticket:{number}",
            data={"label": f"A{number:03d}", "counter": 1, "calls": 1, "officer": "hanh"},
        )


def with_hub(story):
    async def run() -> None:
        hub = live.Hub()
        await hub.start()
        try:
            await asyncio.wait_for(story(hub), 30)
        finally:
            await hub.close()

    asyncio.run(run())


def test_a_screen_hears_each_call_once_in_order_and_nothing_personal(office, at):
    async def story(hub):
        screen, leader = Screen(hub), Screen(hub, audience="leader")
        await screen.open()
        await leader.open()
        await asyncio.sleep(0.2)
        for n in range(1, 11):
            await sync_to_async(call)(n, at)
        heard = await screen.wait_for(10)
        assert [data["label"] for _, _, data in heard] == [f"A{n:03d}" for n in range(1, 11)]
        assert all("officer" not in data for _, _, data in heard)
        assert (await leader.wait_for(10))[0][2]["officer"] == "hanh"

    with_hub(story)


def test_a_screen_that_lost_its_network_finds_what_it_missed_and_nothing_twice(office, at):
    async def story(hub):
        first = Screen(hub)
        await first.open()
        await asyncio.sleep(0.2)
        await sync_to_async(call)(1, at)
        position = (await first.wait_for(1))[-1][0]
        first.gone.set()
        for n in range(2, 32):
            await sync_to_async(call)(n, at)
        again = Screen(hub, after=position)
        await again.open()
        await sync_to_async(call)(32, at)
        heard = await again.wait_for(31)
        assert [data["label"] for _, _, data in heard] == [f"A{n:03d}" for n in range(2, 33)]
        seqs = [seq for seq, _, _ in heard]
        assert seqs == sorted(set(seqs))

    with_hub(story)


def test_another_unit_is_not_heard(office, at):
    async def story(hub):
        screen = Screen(hub)
        await screen.open()
        await asyncio.sleep(0.2)
        await sync_to_async(call)(1, at, "15151")
        await sync_to_async(call)(2, at)
        assert [data["label"] for _, _, data in await screen.wait_for(1)] == ["A002"]

    with_hub(story)


def test_a_forged_or_old_key_is_refused(office, at):
    async def story(hub):
        forged = Screen(hub, token="abc")
        await (await forged.open())
        assert forged.status == 403
        with time_machine.travel("2026-11-23T01:00:00Z", tick=False):
            old = live_tokens.issue(audience="hall", unit="15148")
        stale = Screen(hub, token=old)
        await (await stale.open())
        assert stale.status == 403

    with_hub(story)


def test_a_screen_too_slow_to_follow_is_sent_home_to_come_back_by_its_position(office, at):
    async def story(hub):
        queue: asyncio.Queue = asyncio.Queue(3)
        for n in range(5):
            live._offer(queue, (n, b""))
        assert queue.get_nowait() is None

    with_hub(story)


def test_the_position_of_a_new_screen_is_now(office, at):
    call(1, at)

    async def story(hub):
        screen = Screen(hub)
        await screen.open()
        await asyncio.sleep(0.3)
        assert screen.events() == []
        head = await sync_to_async(queries.head)(unit="15148")
        assert f"id: {head}\nevent: hello" in screen.chunks[0]

    with_hub(story)
