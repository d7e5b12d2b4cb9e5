"""No follower loses an entry, whatever commits before whatever."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.journal.models import Delivery, Entry, Follower
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db(transaction=True)
SEEN: list[tuple[str, int]] = []


@pytest.fixture(autouse=True)
def _reader():
    SEEN.clear()
    followers.follows("thu")(lambda entries: SEEN.extend((e.unit, e.seq) for e in entries))
    yield
    followers._handlers.pop("thu")


def read_all() -> None:
    for unit in ("15148", "15151"):
        followers.catch_up(name="thu", unit=unit)


def test_an_early_transaction_held_open_while_later_ones_commit_loses_nothing(office, at):
    """The early act has its number before the others begin, and commits after all of them."""
    inside, release = threading.Event(), threading.Event()

    def early() -> None:
        with act(unit="15148", by=system("15148"), at=at) as deed:
            deed.enter("thu.early", subject="unit:15148")
            if connection.vendor == "postgresql":
                deed.number("thu")
                with connection.cursor() as cursor:  # an id below those that commit first
                    cursor.execute("SELECT nextval('journal_entry_id_seq')")
            inside.set()
            release.wait(10)
        connections.close_all()

    def later() -> None:
        for _ in range(20):
            with act(unit="15151", by=system("15151"), at=at) as deed:
                deed.enter("thu.later", subject="unit:15151")
        connections.close_all()

    read_all()
    slow, quick = threading.Thread(target=early), threading.Thread(target=later)
    slow.start()
    assert inside.wait(10)
    quick.start()
    if connection.vendor == "postgresql":
        quick.join(20)
        assert not quick.is_alive()
        read_all()
        assert Entry.objects.filter(kind="thu.later").count() == 20 and not Entry.objects.filter(kind="thu.early").exists()
    release.set()
    slow.join(20)
    quick.join(20)
    read_all()
    assert sorted(SEEN) == sorted(Entry.objects.values_list("unit", "seq"))
    assert len(SEEN) == len(set(SEEN))


def test_acts_of_many_threads_in_one_unit_take_positions_without_holes(office, at):
    def work() -> None:
        for _ in range(10):
            with act(unit="15148", by=system("15148"), at=at) as deed:
                deed.enter("thu", subject="unit:15148", data={"n": deed.number("thu")})
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        followers.catch_up(name="thu", unit="15148", batch=7)
    for thread in threads:
        thread.join()
    read_all()
    seqs = list(Entry.objects.filter(unit="15148").order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    numbers = sorted(e.data["n"] for e in Entry.objects.filter(kind="thu"))
    assert numbers == list(range(1, 61))
    assert sorted(SEEN) == sorted(Entry.objects.values_list("unit", "seq")) and len(SEEN) == len(set(SEEN))


def test_a_follower_that_fails_keeps_its_position(office, at):
    def stumble(entries):
        raise RuntimeError("máy dừng giữa chừng")

    followers.follows("vap")(stumble)
    with pytest.raises(RuntimeError):
        followers.catch_up(name="vap", unit="15148")
    made = []
    followers.follows("vap")(lambda entries: made.extend(e.seq for e in entries))
    followers.catch_up(name="vap", unit="15148")
    followers._handlers.pop("vap")
    assert made == list(range(1, Entry.objects.filter(unit="15148").count() + 1))


def test_a_delivery_is_taken_by_one_and_tried_again_later(at):
    Delivery.objects.create(follower="in", unit="15148", seq=1, target="may-in-1", next_try=at)
    taken = followers.take_delivery(follower="in", at=at)
    assert taken is not None and followers.take_delivery(follower="in", at=at) is None
    followers.failed(taken, error="Máy in không trả lời", at=at)
    assert followers.take_delivery(follower="in", at=at) is None
    again = followers.take_delivery(follower="in", at=at + timedelta(seconds=11))
    assert again.tries == 1
    followers.delivered(again)
    assert followers.take_delivery(follower="in", at=at + timedelta(days=1)) is None


def test_a_delivery_that_never_succeeds_is_shown_dead(at):
    Delivery.objects.create(follower="in", unit="15148", seq=1, target="may-in-1", next_try=at)
    for n in range(6):
        taken = followers.take_delivery(follower="in", at=at + timedelta(days=n))
        followers.failed(taken, error="hết giấy", at=at + timedelta(days=n))
    assert Delivery.objects.get().state == "dead"


def test_a_delivery_whose_worker_died_is_due_again(at):
    Delivery.objects.create(follower="in", unit="15148", seq=1, target="may-in-1", next_try=at)
    followers.take_delivery(follower="in", at=at)
    assert followers.release_taken(at=at + timedelta(minutes=6)) == 1
    assert followers.take_delivery(follower="in", at=at + timedelta(minutes=6)) is not None


def test_one_that_fails_keeps_its_place_and_holds_up_no_other(office, at):
    def fails(entries: list[Entry]) -> None:
        raise ValueError("vấp")

    followers.follows("gãy")(fails)
    try:
        for _ in range(5):
            with act(unit="15148", by=system("15148"), at=at) as deed:
                deed.enter("thu", subject="unit:15148")
        with pytest.raises(ValueError, match="vấp"):
            followers.catch_up_together(names=["gãy", "thu"], unit="15148", batch=2)
    finally:
        followers._handlers.pop("gãy")
    places = dict(Follower.objects.filter(unit="15148").values_list("name", "seq"))
    last = Entry.objects.filter(unit="15148").order_by("-seq").values_list("seq", flat=True).first()
    assert places == {"gãy": 0, "thu": last}
    assert [seq for _, seq in SEEN] == list(range(1, last + 1))


def test_those_at_different_places_are_told_what_each_has_not_read(office, at):
    heard: list[int] = []
    followers.follows("sau")(lambda entries: heard.extend(e.seq for e in entries))
    try:
        for turn in range(2):
            with act(unit="15148", by=system("15148"), at=at) as deed:
                deed.enter("thu", subject="unit:15148")
            if not turn:
                followers.catch_up(name="thu", unit="15148")
        read = followers.catch_up_together(names=["sau", "thu"], unit="15148")
    finally:
        followers._handlers.pop("sau")
    assert heard == [seq for _, seq in SEEN] and read == len(heard) + 1


def test_one_far_behind_does_not_hold_up_those_near_and_comes_by_so_many_batches(office, at):
    followers.catch_up_all()
    SEEN.clear()
    heard: list[int] = []
    followers.follows("mới")(lambda entries: heard.extend(e.seq for e in entries if e.unit == "15148"))
    followers.follows("mới nữa")(lambda entries: None)
    try:
        with act(unit="15148", by=system("15148"), at=at) as deed:
            for _ in range(2 * followers.BATCH):
                deed.enter("thu", subject="unit:15148")
        Follower.objects.filter(unit="15148").exclude(name__startswith="mới").update(seq=2 * followers.BATCH - 1)
        followers.catch_up_all(far=1)
        last = Entry.objects.filter(unit="15148").count()
        assert SEEN[-1] == ("15148", last) and len(heard) == followers.BATCH
        places = Follower.objects.filter(unit="15148", name__startswith="mới").values_list("seq", flat=True)
        assert set(places) == {followers.BATCH}
        followers.catch_up_all()
        assert heard == list(range(1, last + 1))
    finally:
        followers._handlers.pop("mới")
        followers._handlers.pop("mới nữa")
