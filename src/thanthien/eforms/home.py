"""Acts on declarations written at home. Entries, subject `homedraft:<pk>`: `eform.home_begun` `.home_saved` `.home_ready`
`.home_opened` `.home_dropped` `.home_restored` `.home_taken` `.home_deleted`, each with `form`, `version`, `state`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from thanthien.eforms import access, home_queries, home_rules, rules
from thanthien.eforms.forms import form_of
from thanthien.eforms.home_rules import CODE_LETTERS, HomeState
from thanthien.eforms.models import Answers
from thanthien.eforms.models_home import HomeDraft
from thanthien.eforms.rules import EformError
from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.codes import random_code
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Begun:
    """A new draft and its code, which is shown to its writer and kept nowhere."""

    draft: HomeDraft
    code: str


def begin(*, unit: str, form: str, by: Actor, at: datetime, procedure: str = "", address: str = "") -> Begun:
    """Somebody begins a declaration at home, in the form's version of today. Entry `eform.home_begun`. Raises EformError.

    `address`: of the net, for the limit; only its keyed digest is kept.
    """
    wanted, digest = form_of(code=form, on=day_of(at)), home_queries.address_digest(address)
    with act(unit=unit, by=by, at=at) as deed:
        if home_queries.begun_from(unit=unit, digest=digest, since=at - timedelta(hours=1)) >= home_rules.BEGUN_AN_HOUR:
            raise EformError(
                say("Từ mạng này vừa mở nhiều tờ khai quá. Chờ một giờ rồi mở tờ mới, hoặc dùng mã viết tiếp tờ đang có.")
            )
        code = random_code(CODE_LETTERS)
        row = deed.create(
            HomeDraft, unit_id=unit, form=wanted.code, version=wanted.version, procedure=procedure, begun_at=at, changed_at=at,
            digest=home_queries.code_digest(code), address_digest=digest, data=rules.tidy(wanted, rules.begun(wanted)),
        )  # fmt: skip
        _enter(deed, "eform.home_begun", row)
    return Begun(row, code)


def save(*, draft: HomeDraft, typed: Mapping[str, str], keys: Collection[str], by: Actor, at: datetime) -> HomeDraft:
    """The questions `keys` of one page are kept as typed, right or wrong. Entry `eform.home_saved`; none when nothing changed.

    What was ready is being written again. Raises EformError once it was opened at the counter.
    """
    form = home_queries.form_for(draft)
    with act(unit=draft.unit_id, by=by, at=at) as deed:
        row = _open(deed, draft)
        data = home_rules.merged(form, row.data, typed, keys=keys)
        if data == row.data:
            return row
        row.data, row.changed_at, row.state = data, at, HomeState.WRITING
        deed.save(row)
        _enter(deed, "eform.home_saved", row)
    return row


def finish(*, draft: HomeDraft, by: Actor, at: datetime) -> HomeDraft:
    """Everything is answered: it can be printed and brought. Entry `eform.home_ready`. Raises EformError with `problems`."""
    form = home_queries.form_for(draft)
    with act(unit=draft.unit_id, by=by, at=at) as deed:
        row = _open(deed, draft)
        wrong = home_rules.problems(form, row.data, today=day_of(at))
        if wrong:
            raise EformError(say("Còn {n} ô cần xem lại. Sửa xong bấm lần nữa.", n=len(wrong)), problems=wrong)
        if row.state != HomeState.READY:
            row.state, row.changed_at = HomeState.READY, at
            deed.save(row)
            _enter(deed, "eform.home_ready", row)
    return row


def drop(*, draft: HomeDraft, by: Actor, at: datetime) -> HomeDraft:
    """Its writer wants it deleted; for a day it can be taken back. Entry `eform.home_dropped`."""
    with act(unit=draft.unit_id, by=by, at=at) as deed:
        row = _open(deed, draft)
        row.state, row.changed_at = HomeState.DROPPED, at
        deed.save(row)
        _enter(deed, "eform.home_dropped", row)
    return row


def restore(*, draft: HomeDraft, by: Actor, at: datetime) -> HomeDraft:
    """What was put away is written on. Entry `eform.home_restored`; nothing when it was not put away."""
    with act(unit=draft.unit_id, by=by, at=at) as deed:
        row = deed.lock(HomeDraft, pk=draft.pk)
        if row.state != HomeState.DROPPED:
            return row
        row.state, row.changed_at = HomeState.WRITING, at
        deed.save(row)
        _enter(deed, "eform.home_restored", row)
    return row


def take(*, draft: HomeDraft, officer: Officer, by: Actor, at: datetime, about: str = "") -> Answers:
    """The officer opens it at the counter: from now on it is the office's, of the dossier `about` or of none yet.

    Entries `eform.home_taken` and `eform.begun`. Raises EformError when it was opened before.
    """
    access.check_may_write(by=by, unit=draft.unit_id)
    with act(unit=draft.unit_id, by=by, at=at) as deed:
        row = _open(deed, draft)
        made = deed.create(
            Answers, unit_id=row.unit_id, form=row.form, version=row.version, about=about, officer=officer, begun_at=at,
            changed_at=at, data=row.data,
        )  # fmt: skip
        row.data, row.state, row.changed_at = {}, HomeState.TAKEN, at
        deed.save(row)
        _enter(deed, "eform.home_taken", row)
        deed.enter(
            "eform.begun", subject=made,
            data={"form": made.form, "version": made.version, "state": str(made.state), "about": about},
        )  # fmt: skip
    return made


def attach(*, answers: Answers, about: str, by: Actor, at: datetime) -> Answers:
    """A declaration becomes that of a dossier (`dossier:12`). Entry `eform.attached`. Raises EformError when it has another."""
    access.check_may_write(by=by, unit=answers.unit_id)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = deed.lock(Answers, pk=answers.pk)
        if row.about == about:
            return row
        if row.about:
            raise EformError(say("Tờ khai này đã thuộc một hồ sơ khác. Viết một tờ mới cho hồ sơ này."))
        if row.state not in (rules.State.DRAFT, rules.State.FINAL):
            raise EformError(say("Tờ khai này đã bỏ. Lấy lại trước rồi gắn vào hồ sơ."))
        row.about, row.changed_at = about, at
        deed.save(row)
        data = {"form": row.form, "version": row.version, "state": str(row.state), "about": about}
        deed.enter("eform.attached", subject=row, data=data)
    return row


def tick(*, unit: str, at: datetime) -> int:
    """The clock deletes what nobody touched for a month and what was put away a day ago. Entry `eform.home_deleted` each."""
    done = 0
    for pk in list(home_queries.to_delete(unit=unit, at=at).values_list("pk", flat=True)):
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = deed.lock(HomeDraft, pk=pk)
            deed.delete(row)
            _enter(deed, "eform.home_deleted", row, pk=pk)
            done += 1
    return done


def _open(deed: Deed, draft: HomeDraft) -> HomeDraft:
    row = deed.lock(HomeDraft, pk=draft.pk)
    if row.state == HomeState.TAKEN:
        raise EformError(say("Tờ khai này cán bộ đã mở ở quầy, chữ nằm trong máy của xã. Cần sửa gì, nói với cán bộ."))
    if row.state == HomeState.DROPPED:
        raise EformError(say("Tờ khai này đã xóa. Bấm Lấy lại để viết tiếp, trong vòng một ngày."))
    return row


def _enter(deed: Deed, kind: str, row: HomeDraft, *, pk: int = 0) -> None:
    subject = f"homedraft:{pk or row.pk}"
    deed.enter(kind, subject=subject, data={"form": row.form, "version": row.version, "state": str(row.state)})
