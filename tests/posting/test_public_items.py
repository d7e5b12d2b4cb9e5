"""The register of what the law wants public, through its acts: due days, postings, proofs, what the journal says."""

from datetime import date

import pytest

from builders.papers import pdf
from builders.posted import FEES, item_of, later, photo_of, run_of
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.posting import files, news_queries, public_items
from thanthien.posting import public_queries as queries
from thanthien.posting.models import PostedFile
from thanthien.posting.public_rules import Facts, Form, Run, Standing
from thanthien.posting.rules import PostingError
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def nghia(office):
    return office.actor(office.nghia)


def shown(office, item, days: int = 0):
    return queries.shown(unit=office.unit, pk=item.pk, on=day_of(later(office, days)))


def test_the_due_day_counts_working_days_and_passes_over_the_holiday(office):
    assert item_of(office).due_on == date(2026, 12, 1)  # the 24th is off, then a weekend


def test_an_item_waits_then_is_late_then_up(office):
    item = item_of(office)
    assert shown(office, item).standing is Standing.WAITING
    assert shown(office, item, days=9).standing is Standing.LATE
    run_of(office, item, Form.WEB)
    assert shown(office, item, days=9).standing is Standing.LATE  # the board is missing
    run_of(office, item, Form.BOARD)
    assert shown(office, item, days=9).standing is Standing.UP


def test_fees_are_read_on_the_loudspeaker_too_and_budget_is_not(office):
    assert [one.form for one in shown(office, item_of(office)).stands] == [Form.BOARD, Form.WEB]
    assert [one.form for one in shown(office, item_of(office, code=FEES)).stands] == [Form.BOARD, Form.WEB, Form.LOUDSPEAKER]


def test_the_loudspeaker_needs_its_last_day(office):
    item = item_of(office, code=FEES)
    with pytest.raises(PostingError) as caught:
        run_of(office, item, Form.LOUDSPEAKER)
    assert caught.value.field == "until"
    run_of(office, item, Form.LOUDSPEAKER, until=day_of(later(office, 2)))
    assert shown(office, item, days=3).stands[2].standing is Standing.DONE


def test_taken_down_early_is_seen_and_taken_back(office, nghia):
    item = item_of(office)
    run = run_of(office, item, Form.BOARD)
    public_items.take_down(run=run, until=day_of(later(office, 5)), by=nghia, at=later(office, 5))
    assert shown(office, item, days=6).stands[0].standing is Standing.SHORT
    public_items.put_back(run=run, by=nghia, at=later(office, 5))
    assert shown(office, item, days=6).stands[0].standing is Standing.UP


def test_what_was_noted_by_mistake_does_not_count_and_frees_its_place(office, nghia):
    item = item_of(office)
    run = run_of(office, item)
    with pytest.raises(PostingError, match="đã ghi một lần đăng|Đã ghi một lần đăng"):
        run_of(office, item)
    public_items.annul(run=run, by=nghia, at=office.at)
    assert shown(office, item).web is None
    assert run_of(office, item).pk != run.pk


def test_put_back_is_refused_once_it_hangs_again(office, nghia):
    item = item_of(office)
    first = run_of(office, item)
    public_items.take_down(run=first, until=day_of(office.at), by=nghia, at=office.at)
    run_of(office, item, since=day_of(later(office, 1)), at=later(office, 1))
    with pytest.raises(PostingError):
        public_items.put_back(run=first, by=nghia, at=later(office, 1))


def test_a_withdrawn_item_is_on_no_list_and_comes_back(office, nghia):
    item = item_of(office)
    run_of(office, item)
    public_items.withdraw_item(item=item, by=nghia, at=office.at)
    assert queries.register(unit=office.unit, on=day_of(office.at)) == []
    assert queries.on_web(unit=office.unit, on=day_of(office.at)) == []
    public_items.restore_item(item=item, by=nghia, at=office.at)
    assert [one.item.pk for one in queries.on_web(unit=office.unit, on=day_of(office.at))] == [item.pk]


def test_late_ones_stand_first(office):
    old = item_of(office, title="Cũ", decided_on=date(2026, 11, 2))
    fine = item_of(office, title="Đang treo")
    run_of(office, fine, Form.WEB)
    run_of(office, fine, Form.BOARD)
    new = item_of(office, title="Mới")
    rows = queries.register(unit=office.unit, on=day_of(office.at))
    assert [one.item.pk for one in rows] == [old.pk, new.pk, fine.pk]
    assert [one.item.pk for one in queries.late(unit=office.unit, on=day_of(office.at))] == [old.pk]


def test_a_change_meets_another_and_a_day_after_the_posting_is_refused(office, nghia):
    item = item_of(office, decided_on=date(2026, 11, 20))
    run_of(office, item, since=date(2026, 11, 21))
    with pytest.raises(PostingError) as caught:
        public_items.change_item(item=item, facts=Facts(item.code, "Tên", "", "", date(2026, 11, 23)), by=nghia, at=office.at)
    assert caught.value.field == "decided_on"
    seen = item.witness()
    public_items.change_item(item=item, facts=Facts(item.code, "Tên khác", "", "", item.decided_on), by=nghia, at=office.at)
    with pytest.raises(ChangedMeanwhile):
        public_items.change_item(
            item=item, facts=Facts(item.code, "Tên nữa", "", "", item.decided_on), seen=seen, by=nghia, at=office.at
        )


def test_files_of_an_item_are_public_with_it_and_proofs_never(office, nghia):
    today = day_of(office.at)
    coming = (files.take(unit=office.unit, name="quyet-toan.pdf", content=pdf()),)
    item = item_of(office, coming=coming)
    paper = PostedFile.objects.get(subject=f"publicitem:{item.pk}")
    assert not news_queries.is_public(file=paper, on=today)
    run = run_of(office, item, proof=(photo_of(office),))
    proof = PostedFile.objects.get(subject=run.subject)
    assert news_queries.is_public(file=paper, on=today) and not news_queries.is_public(file=proof, on=today)
    files.drop_file(file=paper, by=nghia, at=office.at)
    assert not news_queries.is_public(file=PostedFile.objects.get(pk=paper.pk), on=today)


def test_a_pdf_is_no_photo_of_proof(office):
    with pytest.raises(PostingError) as caught:
        files.take(unit=office.unit, name="a.pdf", content=pdf(), field="proof", photo=True)
    assert caught.value.field == "proof"


def test_the_same_photo_twice_is_one(office, nghia):
    run = run_of(office, item_of(office), proof=(photo_of(office),))
    public_items.prove(run=run, proof=[photo_of(office)], by=nghia, at=office.at)
    assert PostedFile.objects.filter(subject=run.subject).count() == 1
    assert not Entry.objects.filter(kind="public.proved").exists()


def test_the_journal_has_codes_and_days_and_no_word(office):
    item = item_of(office, title="Danh sách hộ nghèo", body="Bà Bùi Thị Mận")
    run_of(office, item)
    entries = list(Entry.objects.filter(kind__startswith="public.").order_by("seq"))
    assert [one.kind for one in entries] == ["public.added", "public.posted"]
    assert entries[0].data == {"item": "d11-02", "due": "2026-12-01", "files": 0}
    assert entries[1].data == {"item": "d11-02", "form": "web", "from": "2026-11-23", "to": "", "proof": 0}
    assert not any("Mận" in one.body + one.rows or "nghèo" in one.body for one in entries)


@pytest.mark.parametrize(("who", "may"), [("nghia", True), ("ha", True), ("hanh", False), ("ngoc", False), ("la", False)])
def test_who_may(office, who, may):
    facts = Facts("d11-02", "Quyết toán", "", "", day_of(office.at))
    told = {"unit": office.unit, "facts": facts, "by": office.actor(getattr(office, who)), "at": office.at}
    if may:
        public_items.add_item(**told)
    else:
        with pytest.raises(PostingError):
            public_items.add_item(**told)


def test_verify_finds_the_tables_as_the_journal_tells_them(office, nghia):
    item = item_of(office, coming=(photo_of(office),))
    run = run_of(office, item, Form.BOARD)
    public_items.take_down(run=run, until=day_of(office.at), by=nghia, at=office.at)
    public_items.annul(run=run, by=nghia, at=office.at)
    assert verify() is None


def test_one_more_item_costs_no_more(office, django_assert_num_queries):
    from thanthien.journal import settled

    for n in (1, 3):
        while len(queries.register(unit=office.unit, on=day_of(office.at))) < n:
            run_of(office, item_of(office))
        settled.forget()
        with django_assert_num_queries(4):
            queries.register(unit=office.unit, on=day_of(office.at))
        with django_assert_num_queries(0):
            queries.register(unit=office.unit, on=day_of(office.at))


def test_a_run_of_a_withdrawn_item_is_refused(office, nghia):
    item = item_of(office)
    public_items.withdraw_item(item=item, by=nghia, at=office.at)
    with pytest.raises(PostingError):
        public_items.post(item=item, run=Run(Form.WEB, day_of(office.at)), by=nghia, at=office.at)
