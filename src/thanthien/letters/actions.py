"""What is done to letters: written by hand, answered, reworded, stopped, released, signed, printed, handed over, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from thanthien.dossiers.models import Dossier
from thanthien.journal.actions import Deed, act
from thanthien.letters import access, catalogue, fitting, marks, queries, rules, words
from thanthien.letters.models import AdviceRead, Letter, LetterPerson, NoLetters
from thanthien.letters.rules import USUAL_WAY, Act, LetterError, Source, State, Way
from thanthien.letters.words import Kind
from thanthien.outreach.helping import hamlets
from thanthien.people.models import Officer, Unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.codes import random_code
from thanthien.shared.wording import say

MOST_TEXTS, LONGEST_TEXT, LONGEST_WHY = 8, 700, 300


def new_letter(
    deed: Deed, *, kind: Kind, event: str, facts: Mapping[str, str], entry: str, seq: int | None = None,
    dossier: Dossier | None = None, hamlet: Unit | None = None, way: Way | None = None, made_by: str = "", source: str = "",
) -> Letter:  # fmt: skip
    """The row of a letter, with whom it speaks of, held back when a guard says so. Entry `entry` or `letter.held`."""
    row = deed.create(
        Letter, unit_id=deed.unit, kind=kind.code, base=kind.base, event=event, seq=seq, dossier=dossier, facts=dict(facts),
        same=marks.same_of(kind, facts), state=State.STOPPED, stop="person", way=way or USUAL_WAY[kind.base], hamlet=hamlet,
        event_on=words.event_day(kind, facts), made_at=deed.at, made_by=made_by, source=source,
    )  # fmt: skip
    _note_people(deed, row, kind)
    row.stop, row.state = "", State.DRAFT
    _hold(row, kind, deed.at)
    deed.save(row)
    deed.enter("letter.held" if row.stop else entry, subject=row, data=_facts(row))
    return row


def _note_people(deed: Deed, row: Letter, kind: Kind) -> None:
    known = {(one.role, one.digest): one for one in LetterPerson.objects.filter(letter=row)}
    wanted = {(mark.role, mark.digest): mark for mark in marks.marks_of(kind, row.facts)}
    for key, one in known.items():
        if key not in wanted or one.day != wanted[key].day:
            deed.delete(one)
    for key, mark in wanted.items():
        if key not in known or known[key].day != mark.day:
            deed.create(LetterPerson, unit_id=row.unit_id, letter=row, role=mark.role, digest=mark.digest, day=mark.day)


def _hold(row: Letter, kind: Kind, at: datetime) -> None:
    """State and guard as the facts have them now; what a person stopped stays stopped."""
    if row.stop == "person":
        return
    stop = queries.look(letter=row, on=day_of(at)).stop
    row.state, row.stop = (State.STOPPED, stop.code) if stop else (State.DRAFT, "")


def _facts(row: Letter) -> dict:
    return {"kind": row.kind, "event": row.event, "state": str(row.state), "stop": row.stop}


def write(
    *, unit: str, kind: str, facts: Mapping[str, str], by: Actor, at: datetime, hamlet: str = "", way: str = "",
    source: str = Source.OFFICE, noted: str = "",
) -> Letter:  # fmt: skip
    """A letter for what the office learned another way: a note of a hamlet, a visit, the chairman's wish. Entry `letter.written`.

    What somebody outside the office tells (`noted`: in their words) must be asked again before it is signed. Raises LetterError
    with the field for what cannot be kept, or when nobody is named.
    """
    access.check_may_write(by=by, unit=unit)
    of = catalogue.kind_of(unit=unit, code=kind, at=at)
    told = {key: text for key, text in _told(facts).items() if text}
    if not words.title_of(of, told):
        raise LetterError(say("Ghi tên người trong thư."), field=of.asks[0])
    place = _hamlet(unit, hamlet)
    if not by.has(*rules.DESK):
        told |= {"told": "note", "noted": " ".join(noted.split())[:LONGEST_WHY]}
    with act(unit=unit, by=by, at=at) as deed:
        return new_letter(
            deed, kind=of, event=f"hand:{random_code()}", facts={key: text for key, text in told.items() if text},
            entry="letter.written", hamlet=place, way=_way(way) if way else (Way.HOME if place else None), made_by=by.code,
            source=_source(source),
        )  # fmt: skip


def _told(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as they are kept, each of which paper can show."""
    told = {key: rules.tidy(key, text) for key, text in facts.items() if key in words.FACTS}
    for key, text in told.items():
        fitting.check_letters(text, field=key)
    return told


def _source(text: str) -> Source:
    if text not in tuple(Source):
        raise LetterError(say("Chọn một cách biết tin trong danh sách."), field="source")
    return Source(text)


def _hamlet(unit: str, code: str) -> Unit | None:
    if not code:
        return None
    found = next((one for one in hamlets(unit=unit) if one.pk == code), None)
    if found is None:
        raise LetterError(say("Thôn này không có trong danh sách của xã. Chọn lại, hoặc để trống."), field="hamlet")
    return found


def _way(text: str) -> Way:
    if text not in tuple(Way):
        raise LetterError(say("Chọn một cách trao trong danh sách."), field="way")
    return Way(text)


def answer(
    *, letter: Letter, facts: Mapping[str, str], by: Actor, at: datetime, hamlet: str | None = None, way: str = "", seen: str = ""
) -> Letter:  # fmt: skip
    """What was asked is known now, or known better; the guards look again. Entry `letter.answered`."""
    told = _told(facts)
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk, seen=seen)
        access.check_may(by=by, letter=row, act=Act.ANSWER)
        kind = queries.kind_on(row)
        row.facts = {key: text for key, text in {**row.facts, **told}.items() if text}
        row.same, row.event_on = marks.same_of(kind, row.facts), words.event_day(kind, row.facts)
        if hamlet is not None:
            row.hamlet = _hamlet(row.unit_id, hamlet)
        if way:
            row.way = _way(way)
        _note_people(deed, row, kind)
        _hold(row, kind, at)
        deed.save(row)
        deed.enter("letter.answered", subject=row, data=_facts(row) | {"asks": sorted(told)})
    return row


def fill(*, letter: Letter, facts: Mapping[str, str], by: Actor, at: datetime) -> Letter:
    """The journal knows more of a draft that nobody has answered: only what is empty is filled. Entry `letter.answered`."""
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        more = {key: text for key, text in facts.items() if text and not row.facts.get(key)}
        if row.state != State.DRAFT or not more:
            return row
        row.facts = {**row.facts, **more}
        deed.save(row)
        deed.enter("letter.answered", subject=row, data=_facts(row) | {"asks": sorted(more)})
    return row


def reword(*, letter: Letter, paragraphs: Sequence[str], by: Actor, at: datetime, seen: str = "") -> Letter:
    """A word is changed; all paragraphs empty = the kind's own words again. Entry `letter.reworded`."""
    texts = [" ".join(text.split()) for text in paragraphs if text.strip()]
    if len(texts) > MOST_TEXTS or any(len(text) > LONGEST_TEXT for text in texts):
        raise LetterError(say("Lời thư dài quá một mặt giấy. Rút gọn lại."), field="text")
    if any(set(text) & {"{", "}"} for text in texts):
        raise LetterError(say("Bỏ dấu ngoặc nhọn; thư sẽ in y như đã gõ."), field="text")
    fitting.check_letters(" ".join(texts), field="text")
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk, seen=seen)
        line = access.check_may(by=by, letter=row, act=Act.REWORD)
        row.text = texts
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row) | {"paragraphs": len(texts)})
    return row


def stop(*, letter: Letter, why: str, by: Actor, at: datetime) -> Letter:
    """Somebody holds the letter back before it is handed over. Entry `letter.stopped`; the reason stays in the row."""
    words_why = " ".join(why.split())[:LONGEST_WHY]
    if not words_why:
        raise LetterError(say("Ghi lý do dừng thư, để người sau hiểu."), field="why")
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.STOP)
        row.state, row.stop, row.stop_note = line.to, "person", words_why
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row))
    return row


def release(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """A leader has looked and lets it go on. Entry `letter.released`. Raises LetterError for a guard that nobody waives."""
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.RELEASE)
        waived = row.stop
        row.stop, row.stop_note, row.state = "", "", line.to
        look = queries.look(letter=row, on=day_of(at))
        while look.stop is not None and look.stop.waived:
            row.let = [*row.let, look.stop.code]
            look = queries.look(letter=row, on=day_of(at))
        if look.stop is not None:
            raise LetterError(look.stop.why)
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row) | {"waived": waived})
    return row


def sign(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """The leader signs; the letter takes its number in the year's register. Entry `letter.signed`.

    Raises LetterError while something must be asked, a guard holds it, or its words cannot be made or do not fit the paper.
    """
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.SIGN)
        _check_ready(row, at)
        fitting.check_letter(letter=row)
        row.state, row.signed_at, row.signed_by = line.to, at, Officer.objects.get(login=by.code)
        row.number = row.number or deed.number(f"letters:{day_of(at).year}")
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row) | {"number": row.number})
    return row


def _check_ready(row: Letter, at: datetime) -> None:
    look = queries.look(letter=row, on=day_of(at))
    if look.stop is not None:
        raise LetterError(look.stop.why)
    if look.missing:
        label = rules.ASKS[look.missing[0]].label
        raise LetterError(say("Còn phải hỏi: {what}. Trả lời rồi mới ký được.", what=label), field=look.missing[0])


def sign_all(*, letters: Sequence[Letter], by: Actor, at: datetime) -> tuple[list[Letter], list[tuple[Letter, str]]]:
    """A batch: those that were signed, and those that were not with why."""
    done, not_done = [], []
    for letter in letters:
        try:
            done.append(sign(letter=letter, by=by, at=at))
        except LetterError as error:
            not_done.append((letter, str(error)))
    return done, not_done


def unsign(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """Undo of a signature; the number stays the letter's. Entry `letter.unsigned`."""
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.UNSIGN)
        row.state, row.signed_at, row.signed_by, row.printed_at, row.file = line.to, None, None, None, ""
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row))
    return row


def printed(*, letters: Sequence[Letter], by: Actor, at: datetime) -> None:
    """A file with these letters was handed out. Entry `letter.printed` each."""
    if not letters:
        return
    with act(unit=letters[0].unit_id, by=by, at=at) as deed:
        for letter in letters:
            row = deed.lock(Letter, pk=letter.pk)
            line = access.check_may(by=by, letter=row, act=Act.PRINT)
            row.printed_at = at
            deed.save(row)
            deed.enter(line.entry, subject=row, data={"kind": row.kind, "number": row.number})


def hand(*, letter: Letter, by: Actor, at: datetime, way: str = "", receiver: str = "", proof: str = "") -> Letter:
    """The letter reached its people. Entry `letter.handed` (way, days since the event). Raises LetterError."""
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.HAND)
        look = queries.look(letter=row, on=day_of(at))
        if look.stop is not None:
            raise LetterError(look.stop.why)
        row.way = _way(way) if way else row.way
        row.proof = " ".join(f"{receiver} {proof}".split())[:120]
        if row.way == Way.POST and not row.proof:
            raise LetterError(say("Ghi số bưu gửi, để tra được khi thư lạc."), field="proof")
        row.state, row.handed_at, row.handed_by = line.to, at, by.code
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row) | {"way": str(row.way), "days": _days(row.event_on, at)})
    return row


def hand_with_result(*, dossier: Dossier, by: Actor, at: datetime) -> None:
    """The printed letters that go with this result; one that may not be given now stays where it is."""
    for letter in queries.with_result(dossier=dossier):
        try:
            hand(letter=letter, by=by, at=at)
        except LetterError:
            continue  # the result is handed over all the same; the letter says on its own page why it waits


def _days(event: date | None, at: datetime) -> int | None:
    return (day_of(at) - event).days if event else None


def withdraw(*, letter: Letter, why: str, by: Actor, at: datetime) -> Letter:
    """It went to the wrong people, or should not have gone: taken back, with an apology by mouth. Entry `letter.withdrawn`."""
    reason = " ".join(why.split())[:LONGEST_WHY]
    if not reason:
        raise LetterError(say("Ghi lý do rút thư; cử người đến xin lỗi gia đình."), field="why")
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.WITHDRAW)
        row.state, row.ended_at, row.ended_why = line.to, at, reason
        deed.save(row)
        deed.enter(line.entry, subject=row, data=_facts(row))
    return row


def refuse_letters(*, unit: str, name: str, born: str, number: str = "", by: Actor, at: datetime) -> NoLetters:
    """Somebody says at the counter that they want no letters. Entry `letters.refused`."""
    access.check_may_note_refusal(by=by, unit=unit)
    called = rules.tidy("name", name)
    if not called:
        raise LetterError(say("Ghi họ tên người không nhận thư."), field="name")
    found = marks.digests(name=called, born=born.strip(), number=number)
    if not found:
        raise LetterError(say("Ghi thêm ngày sinh, năm sinh hoặc số định danh, để không nhầm người trùng tên."), field="born")
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(NoLetters, unit_id=unit, name=called[:80], digests=found, at=at)
        deed.enter("letters.refused", subject=row, data={})
    return row


def allow_letters(*, refusal: NoLetters, by: Actor, at: datetime) -> NoLetters:
    """They want letters again. Entry `letters.allowed`. Twice is once."""
    access.check_may_note_refusal(by=by, unit=refusal.unit_id)
    with act(unit=refusal.unit_id, by=by, at=at) as deed:
        row = deed.lock(NoLetters, pk=refusal.pk)
        if row.lifted_at is None:
            row.lifted_at = at
            deed.save(row)
            deed.enter("letters.allowed", subject=row, data={})
    return row


def approve_advice(*, unit: str, kind: str, reader: str, by: Actor, at: datetime) -> AdviceRead:
    """The health station has read the lines about health. Entry `letters.approved`. Twice is once."""
    access.check_may_approve(by=by, unit=unit)
    of = catalogue.kind_of(unit=unit, code=kind, at=at)
    who = rules.tidy("reader", reader)
    if not who:
        raise LetterError(say("Ghi ai ở Trạm Y tế đã xem."), field="reader")
    with act(unit=unit, by=by, at=at) as deed:
        known = AdviceRead.objects.filter(unit_id=unit, kind=of.code).first()
        if known is not None:
            return known
        row = deed.create(AdviceRead, unit_id=unit, kind=of.code, reader=who[:80], at=at)
        deed.enter("letters.approved", subject=row, data={"kind": of.code})
    return row
