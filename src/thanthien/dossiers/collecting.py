"""Who fetches a result: the owner, who handed it in, somebody named beforehand, or anybody with a paper. (Writes of the room.)"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from thanthien.dossiers import access, fees, rules, steps
from thanthien.dossiers.models import Collection, Collector, Dossier
from thanthien.dossiers.rules import Act, DossierError, Relation, Status
from thanthien.journal.actions import act
from thanthien.journal.asking import composed
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, local
from thanthien.shared.codes import keyed_digest
from thanthien.shared.folding import fold
from thanthien.shared.wording import say
from thanthien.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who stands at the counter. Nothing said = the owner. `id_number` (card, or typed) is compared, not kept."""

    name: str = ""
    id_number: str = ""
    relation: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class _As:
    """What the check found: as whom the result goes out."""

    role: str
    name: str
    relation: str = ""
    paper: str = ""
    by_card: bool = False


def hand_over(
    *, dossier: Dossier, by: Actor, at: datetime, collected_by: str = "", visit: Visit | None = None, channel: str = "",
    fee_paid: str = "", receiver: Receiver | None = None, counter: int | None = None,
) -> Dossier:  # fmt: skip
    """The result goes to the person (or to the post). `visit` is the one in which it was fetched. Entry `dossier.returned`.

    `receiver` (or just `collected_by`, a name) is checked against owner, submitter and those named beforehand. Raises
    DossierError when it was handed over already, is not ready, a known fee is not settled, or the person needs a paper.
    """
    receiver = receiver or Receiver(name=collected_by)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        if dossier.state == Status.RETURNED:
            moment = local(dossier.returned_at)
            raise DossierError(
                say(
                    "Kết quả đã trao lúc {hour} ngày {day} cho {who}. Tải lại trang để xem.",
                    hour=f"{moment:%H:%M}", day=f"{moment:%d/%m}", who=dossier.collected_by,
                )
            )  # fmt: skip
        line = rules.move(dossier.state, Act.HAND_OVER)
        access.check_may_hand_over(by=by, dossier=dossier, on=day_of(at))
        dossier.return_channel = rules.return_channel(channel or dossier.return_channel)
        took = _checked(dossier, receiver)
        taken = fees.settle(deed, dossier, fee_paid, by=by, at=at, counter=counter)
        dossier.state, dossier.step = line.to, 0
        dossier.returned_at, dossier.returned_in = max(at, dossier.finished_at), visit
        dossier.collected_by = took.name[:80]
        for step in steps.tail(steps.of(dossier)):
            deed.hold(step)
            step.started_at, step.due_at = step.started_at or dossier.finished_at, step.due_at or dossier.due_at
            step.done_at, step.officer = dossier.returned_at, steps.acting_officer(by)
            deed.save(step)
        deed.save(dossier)
        deed.create(
            Collection, dossier=dossier, role=took.role, relation=took.relation, paper=took.paper[:120], by_card=took.by_card
        )
        data = {"code": dossier.code, "channel": dossier.return_channel, "as": took.role, "by_card": took.by_card} | taken
        deed.enter(line.entry, subject=dossier, visit=visit or dossier.visit_id, data=data)
    return dossier


def _checked(dossier: Dossier, receiver: Receiver) -> _As:
    """As whom the receiver may have it. A card decides; without one, the name; a stranger needs a paper."""
    owner = dossier.applicant or dossier.submitter
    name, paper = " ".join(receiver.name.split()), " ".join(receiver.paper.split())
    number = "".join(sign for sign in receiver.id_number if sign.isdigit())
    if number:
        known = _by_number(dossier, keyed_digest(number, purpose="citizen-id"))
        if known is not None:
            return known
    elif dossier.return_channel == "post" or not name:
        return _As("owner", name or owner.name)
    else:
        known = _by_name(dossier, fold(name))
        if known is not None:
            return known
    if not name:
        raise DossierError(
            say(
                "Số trên thẻ không phải của chủ hồ sơ, người nộp hay người được ghi nhận thay. "
                "Xem lại thẻ, hoặc chọn Người khác, ghi họ tên và giấy ủy quyền."
            )
        )
    if not paper:
        raise DossierError(
            say(
                "{name} không có tên trong hồ sơ này. Xin giấy ủy quyền, hoặc giấy cho thấy quan hệ với chủ hồ sơ; "
                "ghi tên giấy rồi trao.", name=name,
            )
        )  # fmt: skip
    relation = str(rules.relation(receiver.relation))
    return _As("other", name, relation, paper, bool(number))


def _by_number(dossier: Dossier, digest: str) -> _As | None:
    if dossier.applicant and dossier.applicant.id_digest == digest:
        return _As("owner", dossier.applicant.name, by_card=True)
    if dossier.submitter and dossier.submitter.id_digest == digest:
        return _As("submitter", dossier.submitter.name, paper=dossier.mandate, by_card=True)
    named = next((one for one in dossier.collectors.all() if one.id_digest == digest), None)
    return _As("named", named.name, named.relation, named.paper, True) if named else None


def _by_name(dossier: Dossier, folded: str) -> _As | None:
    if dossier.applicant and dossier.applicant.name_fold == folded:
        return _As("owner", dossier.applicant.name)
    if dossier.submitter and dossier.submitter.name_fold == folded:
        return _As("submitter", dossier.submitter.name, paper=dossier.mandate)
    named = next((one for one in dossier.collectors.all() if fold(one.name) == folded), None)
    return _As("named", named.name, named.relation, named.paper) if named else None


def name_collector(
    *, dossier: Dossier, name: str, relation: str, paper: str, by: Actor, at: datetime, id_number: str = ""
) -> Collector:
    """Write down beforehand who may fetch the result. Entry `dossier.collector_named`, without the person."""
    name, paper = " ".join(name.split())[:80], " ".join(paper.split())[:120]
    number = "".join(sign for sign in id_number if sign.isdigit())
    if not name:
        raise DossierError(say("Chưa có tên người nhận thay. Gõ họ tên như trên thẻ của người ấy."))
    if not paper:
        raise DossierError(say("Ghi tên và ngày của giấy ủy quyền hoặc giấy cho thấy quan hệ, để người trao đối chiếu."))
    if number and len(number) != 12:
        raise DossierError(say("Số này có {n} chữ số, số định danh cần 12. Xem lại thẻ, hoặc bỏ trống.", n=len(number)))
    kind = Relation(rules.relation(relation))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.NAME_COLLECTOR)
        access.check_may(by=by, dossier=dossier, act=Act.NAME_COLLECTOR, on=day_of(at))
        digest = keyed_digest(number, purpose="citizen-id") if number else ""
        named = deed.create(Collector, dossier=dossier, name=name, id_digest=digest, relation=str(kind), paper=paper)
        data = {"code": dossier.code, "relation": str(kind)}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return named


def shelve(*, dossier: Dossier, shelf: str, by: Actor, at: datetime) -> Dossier:
    """Write down where the paper of a result stands; the same place again changes nothing. Entry `dossier.shelved`."""
    shelf = " ".join(shelf.split())
    if not shelf or len(shelf) > 20:
        raise DossierError(say("Ghi ngăn để kết quả, không quá 20 chữ, ví dụ Ngăn 3."))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.SHELVE)
        access.check_may(by=by, dossier=dossier, act=Act.SHELVE, on=day_of(at))
        before = dossier.shelf
        if before == shelf:
            return dossier
        dossier.shelf = shelf
        deed.save(dossier)
        data = {"code": dossier.code, "shelf": shelf, "before": before}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


def free_shelf(*, unit: str) -> str:
    """The pigeonhole of the ten with the fewest results in it; the lowest of those that are equal."""
    held = dict(_shelves.rows(unit=unit))
    return min(rules.SHELVES, key=lambda shelf: (held.get(shelf, 0), rules.SHELVES.index(shelf)))


@composed
def _shelves(unit: str) -> QuerySet[Dossier]:
    waiting = Dossier.objects.filter(unit_id=unit, state=Status.READY).order_by()
    return waiting.values_list("shelf").annotate(n=Count("pk"))
