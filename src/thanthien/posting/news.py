"""News and documents: written, changed, withdrawn, put back."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.posting import access, files, news_rules
from thanthien.posting.files import Coming
from thanthien.posting.models_news import News
from thanthien.posting.news_rules import Story
from thanthien.shared.actor import Actor


def write(*, unit: str, story: Story, by: Actor, at: datetime, coming: Sequence[Coming] = ()) -> News:
    """A story for everybody to read from its first day on. Entry `news.written`. Raises PostingError with its `field`."""
    access.check_may_write(by=by, unit=unit)
    said = news_rules.check_story(story)
    with act(unit=unit, by=by, at=at) as deed:
        row = News(unit_id=unit, written_by=by.code, written_at=at)
        _put(row, said)
        deed.save(row, new=True)
        files.attach(deed, subject=row.subject, coming=coming)
        data = {"what": row.kind, "from": row.first_day.isoformat(), "to": row.last_day.isoformat() if row.last_day else ""}
        deed.enter("news.written", subject=row, data=data | {"files": len(coming)})
    return row


def change(*, news: News, story: Story, by: Actor, at: datetime, seen: str = "", coming: Sequence[Coming] = ()) -> News:
    """Other words, other days, more files. Entry `news.changed`; none when nothing did. Raises PostingError, ChangedMeanwhile."""
    access.check_may_write(by=by, unit=news.unit_id)
    said = news_rules.check_story(story)
    with act(unit=news.unit_id, by=by, at=at) as deed:
        row = deed.lock(News, seen=seen, pk=news.pk, unit_id=news.unit_id)
        before = row.witness()
        _put(row, said)
        added = files.attach(deed, subject=row.subject, coming=coming)
        changed = row.witness() != before
        if changed:
            deed.save(row)
        if added or changed:
            deed.enter("news.changed", subject=row, data={"what": row.kind, "files": len(added)})
    return row


def _put(row: News, said: Story) -> None:
    row.kind, row.title, row.summary, row.body, row.number = said.kind, said.title, said.summary, said.body, said.number
    row.first_day, row.last_day, row.text_fold = said.first_day, said.last_day, news_rules.found_by(said)


def withdraw(*, news: News, by: Actor, at: datetime) -> News:
    """Nobody reads it any more. Entry `news.withdrawn`."""
    return _turn(news, by, at, withdrawn=True)


def restore(*, news: News, by: Actor, at: datetime) -> News:
    """Take that back. Entry `news.restored`."""
    return _turn(news, by, at, withdrawn=False)


def _turn(news: News, by: Actor, at: datetime, *, withdrawn: bool) -> News:
    access.check_may_write(by=by, unit=news.unit_id)
    with act(unit=news.unit_id, by=by, at=at) as deed:
        row = deed.lock(News, pk=news.pk, unit_id=news.unit_id)
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            deed.enter("news.withdrawn" if withdrawn else "news.restored", subject=row, data={"what": row.kind})
    return row
