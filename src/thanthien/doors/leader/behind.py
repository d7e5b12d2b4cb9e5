"""What stands behind the figures of a leader's own work and of what people say: each list is as long as its figure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from thanthien.doors.leader.opinions import field_names
from thanthien.doors.leader.ratings import NAMES
from thanthien.doors.parts.behind import Line, Listed, written
from thanthien.doors.parts.templatetags.words import day_full, hour, minutes_left
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Verdict, code_tail
from thanthien.indicators import evidence
from thanthien.indicators.evidence import Counted
from thanthien.indicators.looks import BELONGING_NAMES, Belonging
from thanthien.journal.models import Entry
from thanthien.journal.rules import reason_word
from thanthien.people.models import Officer
from thanthien.people.queries import officers_named
from thanthien.ratings.models import Rating
from thanthien.ratings.queries import slips
from thanthien.ratings.rules import LEVEL_WORDS, SATISFIED, SET_ASIDE_WORDS, USUAL_PUBLISHING, Level, Question, SetAside
from thanthien.shared.actor import logins
from thanthien.shared.wording import Sentence, say

DOSSIER = "dossier:"


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which figure, which days, whose; `me`: the leader who reads. `officer`, `field`: None and "" of the whole unit.
    `oldest`: of files opened only the first so many, which an alert had counted when it was raised.
    """

    unit: str
    so: str
    since: date
    until: date
    me: Officer
    officer: Officer | None = None
    field: str = ""
    page: int = 1
    oldest: int = 0

    @property
    def days(self) -> str:
        return str(say("{first} đến {last}", first=day_full(self.since), last=day_full(self.until)))


# --- one's own work --------------------------------------------------------------------------------------------

VERDICTS: Mapping[str, tuple[str, ...]] = {
    "buoc": ("early", "on_time", "late"), "dung-han": ("early", "on_time"), "truoc": ("early",), "dung": ("on_time",),
    "qua": ("late",),
}  # fmt: skip
STEP_TITLES: Mapping[str, Sentence] = {
    "buoc": say("Bước tôi đã làm"), "dung-han": say("Bước trước và đúng hạn"), "truoc": say("Bước trước hạn"),
    "dung": say("Bước đúng hạn"), "qua": say("Bước quá hạn"),
}  # fmt: skip


def steps(asked: Asked) -> Listed:
    """Steps that the leader did themselves, by what the journal says of each."""
    found = evidence.counted(
        unit=asked.unit, kinds=evidence.STEPS, keys={f"step.{verdict}" for verdict in VERDICTS[asked.so]},
        parts={f"officer:{asked.me.login}"}, since=asked.since, until=asked.until,
    )  # fmt: skip
    codes, names = codes_of(one.entry.subject for one in found), names_of(one.entry for one in found)
    return Listed(
        title=STEP_TITLES[asked.so], of=f"{asked.me.name}, {asked.days}", page=asked.page, back=_to_mine(),
        lines=[_step(one, codes, names) for one in found], none=say("Không có bước nào trong khoảng này"),
    )  # fmt: skip


def _step(one: Counted, codes: Mapping[int, str], names: Mapping[str, str]) -> Line:
    data, pk = one.entry.data, int(one.entry.subject.removeprefix(DOSSIER))
    verdict = Verdict(data["verdict"])
    used, allowed = minutes_left(data["used"]), minutes_left(data.get("allowed", 0))
    more = say("{verdict}: dùng {used} trên {allowed}", verdict=verdict.label, used=used, allowed=allowed)
    what = say("Hồ sơ {code}, bước {n}", code=codes.get(pk, f"#{pk}"), n=data["step"])
    tone = "late" if verdict is Verdict.LATE else "ok"
    return Line(what=str(what), more=str(more), says=said_by(one.entry, names), href=f"/ho-so/{pk}/", tone=tone)


LOOK_TITLES: Mapping[str, tuple[Sentence, tuple[Belonging, ...]]] = {
    "mo": (say("Hồ sơ đã mở"), tuple(Belonging)), "mo-viec": (say("Mở thuộc phần việc của mình"), (Belonging.OWN,)),
    "mo-chuc-trach": (say("Mở theo chức trách"), (Belonging.DUTY,)),
    "mo-ngoai": (say("Mở ngoài phần việc"), (Belonging.FOREIGN,)),
}  # fmt: skip
FILES: Mapping[str, Sentence] = {
    "booking": say("lịch hẹn"), "citizen": say("thông tin người nộp"), "letter": say("thư của xã"),
    "officer": say("hồ sơ ứng xử"), "rating": say("phiếu chấm điểm"),
}  # fmt: skip


def looks(asked: Asked) -> Listed:
    """Files that an officer opened: codes only, no names."""
    title, kinds = LOOK_TITLES[asked.so]
    who = asked.officer or asked.me
    every = evidence.looks(unit=asked.unit, officer=who.login, since=asked.since, until=asked.until)
    found = [(look, whose) for look, whose in every if whose in kinds]
    found = found[-asked.oldest :] if asked.oldest else found
    codes = codes_of(look.subject for look, _ in found)
    lines = []
    for look, whose in found:
        kind, _, pk = look.subject.partition(":")
        what = codes.get(int(pk), f"#{pk}") if kind == "dossier" else str(FILES.get(kind, kind))
        says = say("{reason}, {when}", reason=reason_word(look.reason), when=f"{hour(look.at)} {day_full(look.at)}")
        href = f"/ho-so/{pk}/" if kind == "dossier" else ""
        lines.append(Line(what=what, more=str(BELONGING_NAMES[whose]), says=str(says), href=href))
    back = _to_mine() if asked.officer is None else (str(say("Ai đã mở hồ sơ")), reverse("leader:looks"))
    note = say("Mỗi hồ sơ tính một lần mỗi ngày; lượt vừa mở hiện sau chừng mười hai phút.")
    return Listed(title=title, of=f"{who.name}, {asked.days}", page=asked.page, back=back, lines=lines, note=note)


def _to_mine() -> tuple[str, str]:
    return str(say("Việc của tôi, 8 tuần")), reverse("leader:mine")


# --- what people took back -------------------------------------------------------------------------------------

TURNED: Mapping[str, tuple[Sentence, tuple[str, ...]]] = {
    "qua-mang": (say("Hồ sơ nộp qua mạng"), (evidence.REGISTERED,)),
    "rut": (say("Hồ sơ người dân rút"), (evidence.TAKEN_BACK, evidence.WITHDRAWN)),
    "rut-som": (say("Rút trên Cổng trước khi xã nhận"), (evidence.TAKEN_BACK,)),
}  # fmt: skip
BACK_WORDS: Mapping[str, Sentence] = {
    evidence.REGISTERED: say("nộp trên Cổng"), evidence.TAKEN_BACK: say("rút trước khi xã nhận"),
    evidence.WITHDRAWN: say("rút khi đang giải quyết"),
}  # fmt: skip


def turned(asked: Asked) -> Listed:
    """Dossiers handed in online, and those that their owners took back; codes and procedures only, no names."""
    title, kinds = TURNED[asked.so]
    found = evidence.counted(unit=asked.unit, kinds=kinds, keys=kinds, parts={""}, since=asked.since, until=asked.until)
    titles, names = _titles(one.entry.subject for one in found), names_of(one.entry for one in found)
    return Listed(
        title=title, of=asked.days, page=asked.page, back=(str(say("Hôm nay")), reverse("leader:today")),
        lines=[_turned(one, titles, names) for one in found], none=say("Không có hồ sơ nào trong khoảng này"),
        note=say("Chưa nhận thì chưa có mã hồ sơ: danh sách ghi tên thủ tục."),
    )  # fmt: skip


def _turned(one: Counted, titles: Mapping[int, tuple[str, str]], names: Mapping[str, str]) -> Line:
    pk = int(one.entry.subject.removeprefix(DOSSIER))
    code, title = titles.get(pk, ("", f"#{pk}"))
    what = str(say("Hồ sơ {code}", code=code)) if code else title
    href = f"/ho-so/{pk}/" if code else ""
    return Line(what=what, more=str(BACK_WORDS[one.entry.kind]), says=said_by(one.entry, names), href=href)


def _titles(subjects: Iterable[str]) -> dict[int, tuple[str, str]]:
    """Dossier → (what people say aloud, "" before it has a code; its procedure); one query."""
    pks = {int(one.removeprefix(DOSSIER)) for one in subjects}
    rows = Dossier.objects.filter(pk__in=pks).values_list("pk", "code", "procedure_name") if pks else ()
    return {pk: (code_tail(code) if code else "", title) for pk, code, title in rows}


# --- what people say -------------------------------------------------------------------------------------------

SAID_TITLES: Mapping[str, Sentence] = {
    "phieu": say("Phiếu đã chấm"), "thai-do": say("Phiếu trả lời về thái độ"), "cong-viec": say("Phiếu trả lời về công việc"),
    "chi-so": say("Câu trả lời của cả hai câu"), "de-rieng": say("Phiếu để riêng, không tính"),
    "luot": say("Lượt có thể chấm"),
}  # fmt: skip
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "phieu": (), "de-rieng": (), "thai-do": (Question.ATTITUDE,), "cong-viec": (Question.WORK,), "chi-so": tuple(Question),
}  # fmt: skip

CHANNELS: Mapping[str, Sentence] = {
    "tablet": say("người dân chấm ở máy tính bảng tại quầy"), "phone": say("người dân chấm bằng điện thoại"),
}  # fmt: skip


def said(asked: Asked) -> Listed:
    """Slips behind an opinion. Never who gave one: a day, the way it came, what was answered; few slips keep their levels closed,
    and a list of the whole unit names no officer, who may have few.
    """
    rows = slips(
        unit=asked.unit, since=asked.since, until=asked.until, officer=asked.officer.login if asked.officer else "",
        field=asked.field, aside=asked.so == "de-rieng",
    )  # fmt: skip
    shut = 0 < len(rows) < USUAL_PUBLISHING.least and asked.so != "de-rieng"
    lines = [line for row in rows for line in _slip(row, asked, shut=shut)]
    notes = [say("Danh sách không nói ai đã chấm, cả thứ tự trong ngày cũng không.")]
    if shut:
        notes.append(say("Dưới {n} phiếu, mức chấm để kín.", n=USUAL_PUBLISHING.least))
    elif good := _good(rows, asked.so):
        notes.append(good)
    return _opinion(asked, lines, note=" ".join(map(str, notes)))


def _good(rows: Iterable[Rating], so: str) -> Sentence | None:
    """How many of the answers are 4 or 5, which the share was made of."""
    given = [level for row in rows for question in QUESTIONS[so] if (level := _level(row, question)) is not None]
    if not given:
        return None
    return say("Mức 4 và 5: {part} trên {n}.", part=sum(level in SATISFIED for level in given), n=len(given))


def _level(row: Rating, question: Question) -> int | None:
    return row.attitude if question is Question.ATTITUDE else row.work


def _slip(row: Rating, asked: Asked, *, shut: bool) -> list[Line]:
    """One line for a slip, or one for each answer that the figure counts."""
    own = asked.officer is not None and asked.officer.pk == asked.me.pk  # of themselves nobody reads single slips
    day = say("Lượt ngày {day}", day=day_full(row.served_on))
    says = str(CHANNELS.get(row.channel, row.channel))
    if asked.so == "de-rieng":
        return [Line(what=str(day), more=str(SET_ASIDE_WORDS[SetAside(row.set_aside)]), says=says)]
    given = [(one, level) for one in Question if (level := _level(row, one)) is not None]
    told = [f"{NAMES[one]}: {LEVEL_WORDS[one][Level(level)]}" for one, level in given]
    if asked.so != "phieu":
        told = [words for words, (one, _) in zip(told, given, strict=True) if one in QUESTIONS[asked.so]]
    if own or shut:
        hidden = say("phiếu chấm chính anh chị, để kín") if own else say("mức để kín")
        told = [str(hidden)] * (1 if asked.so == "phieu" else len(told))
        day = say("Lượt trong khoảng này") if own else day
    return [Line(what=str(day), more=more, says=says) for more in (["; ".join(told)] if asked.so == "phieu" else told)]


def visits(asked: Asked) -> Listed:
    """Who could have answered: visits served; of a field, dossiers received and returned. Numbers and codes, no names."""
    if asked.field:
        found = evidence.counted(
            unit=asked.unit, kinds=evidence.DOSSIERS, keys=set(evidence.DOSSIERS), parts={f"field:{asked.field}"},
            since=asked.since, until=asked.until,
        )  # fmt: skip
        codes, names = codes_of(one.entry.subject for one in found), names_of(one.entry for one in found)
        return _opinion(asked, [_handled(one, codes, names) for one in found])
    part = f"officer:{asked.officer.login}" if asked.officer else ""
    found = evidence.counted(
        unit=asked.unit, kinds=evidence.SERVED, keys={"visit.served"}, parts={part}, since=asked.since, until=asked.until
    )
    names = names_of(one.entry for one in found)
    return _opinion(asked, [_served(one, names) for one in found])


def _served(one: Counted, names: Mapping[str, str]) -> Line:
    data = one.entry.data
    what = say("Lượt ngày {day}, quầy {n}", day=day_full(one.day), n=data.get("counter") or "–")
    return Line(what=str(what), more=str(data.get("label", "")), says=said_by(one.entry, names))


def _handled(one: Counted, codes: Mapping[int, str], names: Mapping[str, str]) -> Line:
    pk = int(one.entry.subject.removeprefix(DOSSIER))
    words = say("nhận") if one.entry.kind == "dossier.received" else say("trả kết quả")
    what = say("Hồ sơ {code}", code=codes.get(pk, f"#{pk}"))
    return Line(what=str(what), more=str(words), says=said_by(one.entry, names), href=f"/ho-so/{pk}/")


def _opinion(asked: Asked, lines: list[Line], *, note: str = "") -> Listed:
    whose = asked.officer.name if asked.officer else field_names(on=asked.until).get(asked.field, "") if asked.field else ""
    query = f"?tu={asked.since:%Y-%m}&den={asked.until:%Y-%m}"
    return Listed(
        title=SAID_TITLES[asked.so], of=f"{whose or say('Cả đơn vị')}, {asked.days}", lines=lines, note=note, page=asked.page,
        back=(str(say("Ý kiến người dân")), reverse("leader:opinions") + query), none=say("Khoảng này không có phiếu, lượt nào"),
    )  # fmt: skip


# --- shared ----------------------------------------------------------------------------------------------------


def codes_of(subjects: Iterable[str]) -> dict[int, str]:
    """Dossier → what people say aloud; one query."""
    pks = {int(one.removeprefix(DOSSIER)) for one in subjects if one.startswith(DOSSIER)}
    rows = Dossier.objects.filter(pk__in=pks).exclude(code=None).values_list("pk", "code") if pks else ()
    return {pk: code_tail(code) for pk, code in rows if code}


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Login → name of whoever wrote the entries; one query."""
    return names_of_logins(login for entry in entries for login in logins(entry.actor))


def names_of_logins(given: Iterable[str]) -> dict[str, str]:
    """Login → name; one query."""
    known = {login for login in given if login}
    return {login: one.name for login, one in officers_named(logins=known).items()} if known else {}


def said_by(entry: Entry, names: Mapping[str, str]) -> str:
    """ "Phạm Văn Nghĩa ghi, 09:15 24/11/2026, dòng nhật ký 18"."""
    login, _ = logins(entry.actor)
    told = written(names.get(login, login or str(say("Máy"))), f"{hour(entry.at)} {day_full(entry.at)}")
    return str(say("{said}, dòng nhật ký {seq}", said=told, seq=entry.seq))


OF: Mapping[str, Callable[[Asked], Listed]] = (
    dict.fromkeys(VERDICTS, steps)
    | dict.fromkeys(LOOK_TITLES, looks)
    | dict.fromkeys(QUESTIONS, said)
    | {"luot": visits}
    | dict.fromkeys(TURNED, turned)
)
