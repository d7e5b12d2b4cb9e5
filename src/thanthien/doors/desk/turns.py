"""The turns of a dossier as forms: what each asks, what it does, what is said afterwards. One view shows them all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict

from thanthien.doors.parts.days import day_in
from thanthien.dossiers import access, endings
from thanthien.dossiers import actions as acts
from thanthien.dossiers.models import Dossier, DossierStep, Mistake
from thanthien.dossiers.queries import DossierPage
from thanthien.dossiers.rules import Act, DossierError, move
from thanthien.dossiers.rules_turns import CAUSES, FAULTS, GROUNDS
from thanthien.dossiers.timing import timing_of
from thanthien.dossiers.waiting import apology_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import VIETNAM, day_of, local
from thanthien.shared.wording import Sentence, say

LINES = 5


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind`: text, area, date, moment, money, select, lines, papers, tick."""

    name: str
    label: Sentence
    kind: str = "text"
    hint: Sentence | str = ""
    choices: Callable[[Dossier], list[tuple[object, object]]] | None = None
    first: Callable[[Dossier, datetime], object] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One act of the state table with its form. `says`: what will happen; `paper`: the form that can be printed after it."""

    act: Act
    title: Sentence
    key: Sentence
    says: Sentence
    done: Sentence
    do: Callable[[Dossier, QueryDict, Actor, datetime], object]
    fields: tuple[Field, ...] = ()
    paper: str = ""
    on_step: bool = False
    when: Callable[[Dossier], bool] = field(default=lambda dossier: True)
    over: Callable[[Dossier], bool] = field(default=lambda dossier: False)  # asked by the form's own page only


# --- reading what was typed -------------------------------------------------------------------------------


def day_typed(text: str, name: str) -> date | None:
    """A day of a form, None when nothing is typed. Raises DossierError at its field."""
    if not text.strip():
        return None
    found = day_in(text)
    if found is None:
        raise DossierError(say("Ngày chưa đọc được. Chọn trong lịch, hoặc gõ như 2026-11-30."), field=name)
    return found


def moment_typed(text: str, name: str) -> datetime | None:
    """A moment of a form in Vietnam's time. Raises DossierError at its field."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=VIETNAM)
    except ValueError:
        raise DossierError(say("Ngày giờ chưa đọc được. Chọn trong lịch."), field=name) from None


def money_typed(text: str, name: str) -> int | None:
    """đồng, with or without dots. Raises DossierError at its field."""
    tidy = text.replace(".", "").replace(" ", "").removesuffix("đ").removesuffix("đồng")
    if not tidy:
        return None
    if not (tidy.isascii() and tidy.isdigit() and len(tidy) <= 13):
        raise DossierError(say("Số tiền chưa đọc được. Gõ số đồng, như 1.250.000."), field=name)
    return int(tidy)


def _lines(data: QueryDict) -> list[dict]:
    columns = [data.getlist(f"items_{name}") for name in ("name", "why", "original", "copy")]
    return [
        {"name": name, "why": why, "original": original, "copy": copy}
        for name, why, original, copy in zip(*columns, strict=False)
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


# --- the forms --------------------------------------------------------------------------------------------


def _ask_supplement(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    return acts.ask_supplement(
        dossier=of, items=_lines(data), reason=data.get("reason", ""), exception=data.get("exception", ""),
        answer_by=day_typed(data.get("answer_by", ""), "answer_by"), by=by, at=at,
    )  # fmt: skip


def _draft(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    return acts.draft_apology(
        dossier=of, cause=data.get("cause", ""), reason=data.get("reason", ""),
        new_due=moment_typed(data.get("new_due", ""), "new_due"), by=by, at=at,
    )  # fmt: skip


def _stop(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    return acts.stop(
        dossier=of, ground=data.get("ground", ""), reason=data.get("reason", ""), money=data.get("money", ""),
        asked_on=day_typed(data.get("asked_on", ""), "asked_on"), by=by, at=at,
    )  # fmt: skip


def _withdraw(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    return acts.withdraw(
        dossier=of, reason=data.get("reason", ""), money=data.get("money", ""),
        asked_on=day_typed(data.get("asked_on", ""), "asked_on"), by=by, at=at,
    )  # fmt: skip


def _report(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    return acts.report_mistake(
        dossier=of, kind=data.get("kind", ""), what=data.get("what", ""), step=_number(data.get("step", "")),
        ours=data.get("theirs") != "1", by=by, at=at,
    )  # fmt: skip


def _mend(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    mistake = of.mistakes.filter(pk=_number(data.get("mistake", "")) or 0, mended_at__isnull=True).first()
    if mistake is None:
        raise DossierError(say("Chọn sai sót đã sửa."), field="mistake")
    cost = money_typed(data.get("cost", ""), "cost") or 0
    return acts.mend_mistake(mistake=mistake, how=data.get("how", ""), cost_vnd=cost, by=by, at=at)


def _give_back(of: Dossier, data: QueryDict, by: Actor, at: datetime) -> object:
    papers = [number for text in data.getlist("papers") if (number := _number(text)) is not None]
    return acts.give_back(dossier=of, papers=papers, receiver=data.get("receiver", ""), by=by, at=at)


def _asked_before(of: Dossier) -> bool:
    return of.supplements.filter(dropped_at__isnull=True).exists()


def _open_mistakes(of: Dossier) -> list[tuple[object, object]]:
    return [(one.pk, f"{FAULTS[one.kind]}: {one.what}") for one in Mistake.objects.filter(dossier=of, mended_at__isnull=True)]


def _steps(of: Dossier) -> list[tuple[object, object]]:
    return [("", say("chưa rõ bước nào")), *((one.order, one.name) for one in DossierStep.objects.filter(dossier=of))]


def _originals(of: Dossier) -> list[tuple[object, object]]:
    held = set(endings.originals_held(of))
    return [(one.order, one.name) for one in of.papers.all() if one.order in held]


def _whole(of: Dossier) -> bool:
    draft = apology_of(dossier=of)
    return draft is not None and draft.signed_at is None and draft.complete


def _first_new_due(of: Dossier, at: datetime) -> str:
    """What the form proposes: a working day after the present date or after now, whichever is later, at the same hour."""
    draft = apology_of(dossier=of)
    moment = draft.new_due if draft and draft.new_due else timing_of(of.unit_id).after(max(of.due_at, at), 8 * 60)
    return f"{local(moment):%Y-%m-%dT%H:%M}"


def _first_reason(of: Dossier, at: datetime) -> str:
    draft = apology_of(dossier=of)
    return draft.reason if draft else ""


def _first_cause(of: Dossier, at: datetime) -> str:
    draft = apology_of(dossier=of)
    return draft.cause if draft else ""


def _owner(of: Dossier, at: datetime) -> str:
    person = of.submitter or of.applicant
    return person.name if person else ""


REASON = Field("reason", say("Lý do"), "area")
ASKED_ON = Field("asked_on", say("Ngày người dân xin"), "date", first=lambda of, at: day_of(at).isoformat())
MONEY = Field("money", say("Phí đã thu xử lý thế nào"), hint=say("ví dụ: trả lại 8.000 ₫ theo biên lai số 12; không thu"))
TURNS: dict[str, Turn] = {
    "bo-sung": Turn(
        Act.ASK_SUPPLEMENT, say("Yêu cầu bổ sung"), say("Yêu cầu bổ sung"),
        say("Ghi đủ trong một lần: luật chỉ cho yêu cầu bổ sung một lần. Đồng hồ dừng cho đến khi đủ giấy, máy in Mẫu 02."),
        say("Đã yêu cầu bổ sung, đồng hồ dừng. In Mẫu 02 cho người nộp."), _ask_supplement,
        (
            Field("items", say("Giấy, nội dung cần bổ sung"), "lines"), REASON,
            Field("answer_by", say("Chờ đến ngày, nếu có hẹn"), "date"),
            Field(
                "exception", say("Điều luật cho phép yêu cầu thêm lần nữa"),
                hint=say("chỉ ghi khi hồ sơ này đã được yêu cầu bổ sung một lần"),
            ),
        ),
        paper="02", on_step=True,
    ),
    "du-giay": Turn(
        Act.TAKE_SUPPLEMENT, say("Nhận giấy bổ sung"), say("Đã đủ giấy"),
        say("Đối chiếu từng dòng trên phiếu. Đủ thì đồng hồ chạy lại, máy tính ngày hẹn mới và in lại giấy hẹn."),
        say("Đã nhận đủ, đồng hồ chạy lại. In giấy hẹn mới cho người nộp."),
        lambda of, data, by, at: acts.take_supplement(dossier=of, by=by, at=at, complete=data.get("complete") == "1"),
        (Field("complete", say("Đủ mọi giấy ghi trên phiếu"), "tick"),), paper="01",
    ),
    "rut-yeu-cau": Turn(
        Act.DROP_SUPPLEMENT, say("Rút yêu cầu bổ sung"), say("Rút yêu cầu"),
        say("Khi đòi nhầm, hoặc đã tìm thấy trong cơ sở dữ liệu. Thời gian đã dừng tính cho cơ quan, không tính cho dân."),
        say("Đã rút yêu cầu, đồng hồ chạy tiếp như chưa dừng."),
        lambda of, data, by, at: acts.drop_supplement(dossier=of, reason=data.get("reason", ""), by=by, at=at),
        (REASON,), on_step=True,
    ),
    "nghia-vu": Turn(
        Act.ASK_DUTY, say("Báo nghĩa vụ tài chính"), say("Báo người nộp"),
        say("Thuế, lệ phí trước bạ, tiền sử dụng đất… người dân phải nộp nơi khác. Đồng hồ dừng cho đến khi có chứng từ."),
        say("Đã báo nghĩa vụ tài chính, đồng hồ dừng."),
        lambda of, data, by, at: acts.ask_duty(
            dossier=of, what=data.get("what", ""), amount_vnd=money_typed(data.get("amount", ""), "amount"),
            pay_by=day_typed(data.get("pay_by", ""), "pay_by"), by=by, at=at,
        ),
        (
            Field("what", say("Khoản phải nộp, nộp ở đâu")), Field("amount", say("Số tiền, nếu đã biết"), "money"),
            Field("pay_by", say("Hạn nộp, nếu có"), "date"),
        ), on_step=True,
    ),
    "da-nop": Turn(
        Act.SETTLE_DUTY, say("Ghi đã nộp nghĩa vụ tài chính"), say("Đã nộp"),
        say("Có chứng từ thì đồng hồ chạy tiếp, ngày hẹn lùi đúng bằng thời gian chờ nộp."),
        say("Đã ghi chứng từ, đồng hồ chạy tiếp."),
        lambda of, data, by, at: acts.settle_duty(dossier=of, paper=data.get("paper", ""), by=by, at=at),
        (Field("paper", say("Số và ngày của chứng từ")),),
    ),
    "xin-loi": Turn(
        Act.DRAFT_APOLOGY, say("Soạn thư xin lỗi, hẹn lại (Mẫu 04)"), say("Lưu bản soạn"),
        say("Lãnh đạo ký thì ngày hẹn mới có hiệu lực. Luật chỉ cho hẹn lại một lần: chọn ngày chắc chắn làm được."),
        say("Đã lưu bản soạn, lãnh đạo thấy trên màn hình."), _draft,
        (
            Field("cause", say("Nguyên nhân"), "select", choices=lambda of: list(CAUSES.items()), first=_first_cause),
            Field("reason", say("Lý do, viết cho người dân đọc"), "area", first=_first_reason),
            Field("new_due", say("Hẹn lại"), "moment", first=_first_new_due),
        ),
        over=lambda of: (draft := apology_of(dossier=of)) is not None and draft.signed_at is not None,
    ),
    "ky-xin-loi": Turn(
        Act.SIGN_APOLOGY, say("Ký xin lỗi và hẹn lại"), say("Ký, đổi ngày hẹn"),
        say("Ngày hẹn đổi ngay, người dân được báo, lời hứa đầu vẫn giữ trong sổ. Chỉ làm được một lần."),
        say("Đã ký xin lỗi và hẹn lại. In Mẫu 04 gửi người dân."),
        lambda of, data, by, at: acts.sign_apology(dossier=of, by=by, at=at), paper="04", when=_whole,
    ),
    "rut": Turn(
        Act.WITHDRAW, say("Người dân rút hồ sơ"), say("Ghi rút hồ sơ"),
        say("Người dân thôi không làm nữa. Hồ sơ khép lại, trả lại giấy đã nộp."),
        say("Đã ghi người dân rút hồ sơ. Trả lại giấy cho người dân."), _withdraw, (REASON, ASKED_ON, MONEY),
    ),
    "dung": Turn(
        Act.STOP, say("Dừng giải quyết (Mẫu 05)"), say("Dừng giải quyết"),
        say("Hồ sơ khép lại mà không có kết quả; người dân nhận thông báo Mẫu 05 nói rõ lý do và cách làm tiếp."),
        say("Đã dừng giải quyết. In Mẫu 05 gửi người dân."), _stop,
        (Field("ground", say("Căn cứ"), "select", choices=lambda of: list(GROUNDS.items())), REASON, ASKED_ON, MONEY),
        paper="05",
    ),
    "sai-sot": Turn(
        Act.REPORT_MISTAKE, say("Ghi sai sót"), say("Ghi lại"),
        say("Nói thật là cách giữ lòng tin: sai ở bước nào, phải đúng là gì. Lãnh đạo thấy cho đến khi sửa xong."),
        say("Đã ghi sai sót."), _report,
        (
            Field("kind", say("Sai sót gì"), "select", choices=lambda of: list(FAULTS.items())),
            Field("what", say("Sai ở đâu, phải đúng là gì"), "area"),
            Field("step", say("Ở bước nào"), "select", choices=_steps),
            Field("theirs", say("Do người dân khai nhầm, không phải lỗi của cơ quan"), "tick"),
        ),
    ),
    "sua-xong": Turn(
        Act.MEND_MISTAKE, say("Ghi đã sửa sai sót"), say("Đã sửa xong"),
        say("Cơ quan chịu mọi chi phí của việc sửa."), say("Đã ghi sửa xong."), _mend,
        (
            Field("mistake", say("Sai sót"), "select", choices=_open_mistakes), Field("how", say("Đã sửa thế nào"), "area"),
            Field("cost", say("Chi phí cơ quan chịu"), "money"),
        ), when=lambda of: bool(_open_mistakes(of)),
    ),
    "ban-chinh": Turn(
        Act.GIVE_BACK, say("Trả lại bản chính"), say("Trả bản chính"),
        say("Giấy gốc giữ để đối chiếu phải trả lại cho dân."), say("Đã ghi trả bản chính."), _give_back,
        (
            Field("papers", say("Giấy trả lại"), "papers", choices=_originals),
            Field("receiver", say("Người nhận"), first=_owner),
        ), when=lambda of: bool(_originals(of)),
    ),
}  # fmt: skip


def may(of: Dossier, turn: Turn, *, by: Actor, at: datetime, step: DossierStep | None = None) -> bool:
    """True when the state table, the officer's part and the turn itself allow it now."""
    try:
        move(of.state, turn.act)
    except DossierError:
        return False
    on = day_of(at)
    if turn.on_step:
        step = step or of.steps.filter(order=of.step).first()
        allowed = step is not None and access.may_work(by=by, dossier=of, step=step, act=turn.act, on=on)
    else:
        allowed = access.may(by=by, dossier=of, act=turn.act, on=on)
    return allowed and turn.when(of)


# Turns that only a dossier can take of whose journal one of these kinds is part.
AFTER = {Act.MEND_MISTAKE: {"mistake.reported"}, Act.SIGN_APOLOGY: {"apology.drafted"}}


def offered(page: DossierPage, kinds: Collection[str], *, by: Actor, at: datetime) -> list[dict]:
    """The turns that the officer could take with this dossier now, in the order of the work. `kinds`: what its journal holds."""
    of = page.dossier
    step = next((view.step for view in page.steps if view.step.order == of.step), None)
    originals = any(paper.original for paper in page.papers)
    return [
        {"slug": slug, "title": turn.title}
        for slug, turn in TURNS.items()
        if (turn.act not in AFTER or AFTER[turn.act] & set(kinds))
        and (turn.act is not Act.GIVE_BACK or originals)
        and (turn.act is not Act.DRAFT_APOLOGY or "dossier.redated" not in kinds)
        and may(of, turn, by=by, at=at, step=step)
    ]  # fmt: skip


def shown(turn: Turn, of: Dossier, data: QueryDict | None, at: datetime, error: DossierError | None) -> list[dict]:
    """The fields as the page draws them: what was typed, else what is proposed; the sentence at the field it speaks of."""
    rows = []
    for one in turn.fields:
        value = data.get(one.name, "") if data is not None else (one.first(of, at) if one.first else "")
        row = {
            "field": one, "value": value, "choices": one.choices(of) if one.choices else [],
            "chosen": data.getlist(one.name) if data is not None else [], "lines": [],
            "error": str(error) if error is not None and error.field == one.name else "",
        }  # fmt: skip
        if one.kind == "lines":
            row["lines"] = _rows(_lines(data) if data is not None else _missing(of))
        rows.append(row)
    return rows


def _missing(of: Dossier) -> list[dict]:
    """The papers that were not all right at the reception are what is asked for first."""
    return [
        {"name": one.name, "why": one.note, "original": one.original or "", "copy": one.copy or ""}
        for one in of.papers.all()
        if one.state in ("missing", "look")
    ]


def _rows(lines: list[dict]) -> list[dict]:
    return [*lines, *({"name": "", "why": "", "original": "", "copy": ""} for _ in range(max(LINES - len(lines), 1)))]
