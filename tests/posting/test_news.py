"""News through its acts: who reads what when, the search without marks, what the journal says."""

from datetime import timedelta

import pytest

from builders.posted import later, photo_of, story_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.posting import news
from thanthien.posting import news_queries as queries
from thanthien.posting.models import News
from thanthien.posting.news_rules import Story
from thanthien.posting.rules import PostingError
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db


def titles(office, days: int = 0, **asked) -> list[str]:
    return [one.title for one in queries.published(unit=office.unit, on=day_of(later(office, days)), **asked)]


def test_it_is_read_from_its_first_day_to_its_last(office):
    first = day_of(office.at) + timedelta(days=2)
    story_of(office, title="Lịch", first_day=first, last_day=first + timedelta(days=3))
    assert [titles(office, days) for days in (0, 1, 2, 5, 6)] == [[], [], ["Lịch"], ["Lịch"], []]


def test_withdrawn_it_is_gone_and_comes_back(office):
    made, by = story_of(office, title="Lịch"), office.actor(office.nghia)
    news.withdraw(news=made, by=by, at=office.at)
    assert titles(office) == [] and queries.headlines(unit=office.unit, on=day_of(office.at)) == []
    news.restore(news=made, by=by, at=office.at)
    assert titles(office) == ["Lịch"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("tiem phong", True), ("TIÊM", True), ("trau be", False), ("cam hoa", True), ("so tiem", True), ("thu y", True), ("", True)],
)
def test_the_search_reads_title_summary_and_text_without_marks(office, asked, found):
    story_of(office)
    assert bool(titles(office, text=asked)) is found


def test_documents_apart_from_news(office):
    story_of(office, title="Tin")
    story_of(office, title="Quyết định", kind="document", number="12/QĐ-UBND")
    assert titles(office, kind="document") == ["Quyết định"] and titles(office, text="12/qd") == ["Quyết định"]
    assert len(titles(office, kind="poem")) == 2


def test_the_newest_stands_first(office):
    story_of(office, title="Hôm nay")
    story_of(office, title="Hôm kia", first_day=day_of(office.at) - timedelta(days=2))
    assert titles(office) == ["Hôm nay", "Hôm kia"]


def test_nothing_changed_writes_nothing(office):
    made = story_of(office)
    same = Story(made.kind, made.title, made.summary, made.body, made.number, made.first_day, made.last_day)
    news.change(news=made, story=same, by=office.actor(office.nghia), at=office.at)
    assert not Entry.objects.filter(kind="news.changed").exists()
    news.change(news=made, story=same, coming=[photo_of(office)], by=office.actor(office.nghia), at=office.at)
    assert Entry.objects.get(kind="news.changed").data == {"what": "news", "files": 1}


def test_the_journal_has_no_word_of_it(office):
    story_of(office, title="Nhà bà Mận")
    entry = Entry.objects.get(kind="news.written")
    assert entry.data == {"what": "news", "from": "2026-11-23", "to": "", "files": 0} and "Mận" not in entry.body + entry.rows


def test_another_commune_reads_none_of_it(office):
    made = story_of(office)
    assert not queries.published(unit="15151", on=day_of(office.at)).exists()
    assert queries.story(unit="15151", pk=made.pk) is None


def test_a_one_stop_officer_does_not_write_for_the_commune(office):
    told = Story("news", "Tin", "Tóm tắt", "", "", day_of(office.at), None)
    with pytest.raises(PostingError):
        news.write(unit=office.unit, story=told, by=office.actor(office.hanh), at=office.at)
    assert not News.objects.exists()


def test_verify_agrees(office):
    news.withdraw(news=story_of(office, coming=(photo_of(office),)), by=office.actor(office.nghia), at=office.at)
    assert verify() is None
