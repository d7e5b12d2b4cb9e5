"""What the demonstration commune promised itself and others: rules of conduct, pledges of the year, what leaders promised, praise
and one incident with both sides, a visit, a campaign, an award. Invented; the sets of pledges are those that ship.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from thanthien.conduct import actions as conduct
from thanthien.conduct import leading, pledging, queries, recording, visiting
from thanthien.conduct.leader_rules import Outcome, Where
from thanthien.conduct.record_rules import CHECKS, Decision, Kind, Part, Source
from thanthien.conduct.rules import Text
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.rollout import actions as rollout
from thanthien.rollout import awards, learning
from thanthien.rollout.rules import Call, Honour, Level, Recipient
from thanthien.shared.clock import day_of
from thanthien.simulation.demo import UNIT
from thanthien.simulation.past import moment_ago

CHAIR, DEPUTY = "nghia.pv", "quan.ph"
RULES = Text(
    "Quy tắc ứng xử của cán bộ Trung tâm Phục vụ hành chính công",
    "# Với người dân\nChào trước, nhìn người, hỏi cần giúp việc gì\nNghe hết câu rồi mới nói; nói chậm với người già\n"
    "Giấy thiếu thì nói một lần cho đủ, ghi ra giấy\nHẹn thì giữ; trễ thì báo trước và xin lỗi\n"
    "# Với đồng nghiệp\nViệc liên thông thì gọi nhau, không để dân cầm giấy chạy\nVắng thì bàn giao, quầy không để trống\n"
    "# Với của công\nGiấy tờ của dân không mang ra khỏi phòng làm việc\nKhông xem hồ sơ không phải việc của mình",
    "36/QĐ-UBND",
)
SETS = ("four-xin", "build-and-fight")
UNSIGNED = frozenset({"thang.hv", "chinh.bv", "an.lv"})  # have not come to it yet
# Who, what they promise themselves this year.
PROGRAMMES: tuple[tuple[str, str], ...] = (
    ("hanh.lt", "Mỗi hồ sơ nói đủ giấy thiếu trong một lần. Học nói những câu chào bằng tiếng Mường."),
    ("ha.btt", "Không để trích lục nào quá buổi chiều cùng ngày. Soát lỗi tên, ngày sinh trước khi trình ký."),
    ("duy.pv", "Gọi cho chủ hồ sơ đất trước ngày hẹn hai ngày nếu cơ quan cấp trên chưa trả."),
)
# Days ago, whom, kind, who says so, their reference, what, the officer's side, what was decided and why ("" = still open).
RECORDS: tuple[tuple[int, str, Kind, Source, str, str, str, str, str], ...] = (
    (12, "hanh.lt", Kind.PRAISE, Source.CITIZEN, "Sổ góp ý ngày tiếp dân",
     "Viết giúp tờ khai cho cụ bà không đọc được chữ, đọc lại từng dòng.",
     "", "", ""),
    (9, "duy.pv", Kind.INCIDENT, Source.PETITION, "Ý kiến thôn Lương Thuận", "Hẹn 8 giờ đo đất, 10 giờ mới đến, không báo.",
     "Xe hỏng giữa đường, tôi gọi một lần không ai nghe máy. Tôi đã đến xin lỗi gia đình.", Decision.EXPLAINED,
     "Có lý do, đã xin lỗi. Lần sau nhắn tin khi gọi không được."),
    (3, "oanh.tt", Kind.INCIDENT, Source.COLLEAGUE, "Họp giao ban", "Quầy 5 không có người từ 14:00 đến 14:25.", "", "", ""),
)  # fmt: skip
# Days ago, who, what, where, due in days from then, told to the people; whether it was kept.
PROMISES: tuple[tuple[int, str, str, Where, int, bool, bool], ...] = (
    (20, CHAIR, "Lắp mái che chỗ để xe trước Trung tâm", Where.RECEPTION, 14, True, True),
    (15, DEPUTY, "Đưa lịch đo đất của từng thôn lên bảng tin", Where.DIALOGUE, 30, True, False),
)
CAMPAIGN = (
    "60 ngày đêm làm sạch giấy tờ tồn của dân",
    "Đảng ủy xã",
    "21-KH/ĐU",
    "Trả hết giấy đã xong mà dân chưa đến lấy.",
    120,
    "giấy",
)


def promise(*, at: datetime) -> int:
    """Everything through the acts of whoever does it in an office, the days before `at`; how many officers signed. Once only."""
    with in_unit(UNIT):
        if queries.current(unit=UNIT, on=day_of(at)) is not None:
            return 0
        people = {one.login: one for one in Officer.objects.filter(unit_id=UNIT, is_active=True)}
        _rules(people, at)
        signed = _sign(people, at)
        for row in RECORDS:
            _record(people, row, at)
        for told in PROMISES:
            _promise(people, told, at)
        _visit(people, at)
        _campaign(people, at)
    return signed


def _as(people: Mapping[str, Officer], login: str, moment: datetime) -> dict:
    return {"by": actor_for(people[login], on=day_of(moment)), "at": moment}


def _rules(people: Mapping[str, Officer], at: datetime) -> None:
    lead = _as(people, CHAIR, moment_ago(29, 9, at))
    draft = conduct.draft_rules(unit=UNIT, text=RULES, **lead)
    conduct.decide_rules(version=draft, valid_from=day_of(lead["at"]), **lead)
    for code in SETS:
        pledging.choose_set(unit=UNIT, code=code, **lead)


def _sign(people: Mapping[str, Officer], at: datetime) -> int:
    moment = moment_ago(28, 8, at)
    signers = [one for one in people.values() if one.login not in UNSIGNED]
    for one in signers:
        pledging.sign(officer=one, **_as(people, one.login, moment))
    for login, text in PROGRAMMES:
        recording.write_part(officer=people[login], part=Part.PROMISE, text=text, **_as(people, login, moment))
        learning.write_part(officer=people[login], part=Part.PROMISE, text=text, **_as(people, login, moment))
    return len(signers)


def _record(people: Mapping[str, Officer], row: tuple, at: datetime) -> None:
    ago, login, kind, source, reference, text, answer, decision, why = row
    noted = _as(people, DEPUTY, moment_ago(ago, 16, at))
    kept = recording.note_record(
        officer=people[login], kind=kind, source=source, reference=reference, text=text, happened_on=day_of(noted["at"]),
        noter=people[DEPUTY], **noted,
    )  # fmt: skip
    if answer:
        kept = recording.answer_record(record=kept, text=answer, **_as(people, login, moment_ago(ago - 1, 10, at)))
    if decision:
        lead = _as(people, CHAIR, moment_ago(ago - 2, 10, at))
        recording.decide_record(record=kept, decision=decision, reason=why, leader=people[CHAIR], **lead)


def _promise(people: Mapping[str, Officer], told: tuple, at: datetime) -> None:
    ago, login, text, where, term, public, is_kept = told
    made = _as(people, login, moment_ago(ago, 11, at))
    day = day_of(made["at"])
    row = leading.make_promise(
        officer=people[login], text=text, where=where, made_on=day, due=day + timedelta(days=term), public=public, **made
    )  # fmt: skip
    if is_kept:
        done = _as(people, login, moment_ago(ago - term + 2, 15, at))
        text = "Đã lắp xong, bà con dùng từ hôm nay."
        leading.settle_promise(promise=row, outcome=Outcome.KEPT, text=text, document="Biên bản nghiệm thu", **done)


def _visit(people: Mapping[str, Officer], at: datetime) -> None:
    moment = moment_ago(5, 15, at)
    bell = visiting.Found("Chuông gọi ở quầy 4 không kêu", people["mai.tt"], day_of(moment) + timedelta(days=7))
    right = set(CHECKS) - {"posted"}
    visiting.note_visit(
        unit=UNIT, place="Bộ phận Một cửa", right=right, found=[bell], visitor=people[DEPUTY], **_as(people, DEPUTY, moment)
    )


def _campaign(people: Mapping[str, Officer], at: datetime) -> None:
    title, caller, document, aim, goal, measure = CAMPAIGN
    lead = _as(people, CHAIR, moment_ago(27, 9, at))
    day = day_of(lead["at"])
    call = Call(title, Level.PARTY, caller, document, day, aim, day, day + timedelta(days=60), goal, measure)
    row = rollout.call_campaign(unit=UNIT, call=call, **lead)
    for login in ("hanh.lt", "lan.qt", "ha.btt"):
        rollout.join(
            campaign=row,
            officer=people[login],
            promise="Gọi từng người có giấy quá 30 ngày",
            **_as(people, login, moment_ago(26, 8, at)),
        )
    seen = _as(people, CHAIR, moment_ago(4, 17, at))
    rollout.note_progress(
        campaign=row,
        member=None,
        day=day_of(seen["at"]),
        figure=74,
        note="Còn 46 giấy, 12 người đổi số.",
        noter=people[CHAIR],
        **seen,
    )
    honour = Honour(
        Recipient.OFFICER, "", "Giấy khen của Chủ tịch UBND xã", "Chủ tịch Ủy ban nhân dân xã", "88/QĐ-UBND",
        day_of(seen["at"]), True,
    )  # fmt: skip
    awards.give_award(unit=UNIT, honour=honour, officer=people["hanh.lt"], campaign=row, **seen)
