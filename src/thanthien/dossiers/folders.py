"""Paper folders from the counter to the specialists: what is to be handed, lists, taking them. (Writes of the room.)"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q

from thanthien.dossiers import access, steps
from thanthien.dossiers.models import Dossier, DossierStep, FolderLine, FolderList
from thanthien.dossiers.rules import OPEN, RECEIVERS, DossierError
from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

# A folder that lay longer at the counter is looked for by hand.
LOOK_BACK = timedelta(days=30)
MOST = 300


@dataclass(frozen=True, slots=True)
class Waiting:
    """A folder still at the counter: its dossier, how many papers, who does the running step (None = nobody yet)."""

    dossier: Dossier
    step: DossierStep
    papers: int
    officer: Officer | None


def waiting(*, unit: str, at: datetime, limit: int = MOST) -> list[Waiting]:
    """Folders received and not handed on, oldest first. A step that nobody holds goes to the only officer who can do it."""
    listed = FolderLine.objects.filter(sheet__unit_id=unit, sheet__withdrawn_at__isnull=True, missing=False)
    rows = (
        DossierStep.objects.filter(
            dossier__unit_id=unit, dossier__state__in=OPEN, dossier__received_at__gte=at - LOOK_BACK, order=F("dossier__step")
        )
        .exclude(role=Role.ONE_STOP)
        .exclude(dossier_id__in=listed.values("dossier_id"))
        .select_related("officer", "dossier__applicant", "dossier__organisation", "dossier__received_by")
        .annotate(papers=Count("dossier__papers", filter=Q(dossier__papers__state__in=["ok", "look"])))
        .order_by("dossier__received_at", "pk")[:limit]
    )
    able = _able(unit, at)
    return [Waiting(row.dossier, row, row.papers, row.officer or able(row)) for row in rows]


def _able(unit: str, at: datetime):
    """A function: the only officer who can do a step, from the grants read once."""
    grants = access.grants_in(unit, day_of(at))
    officers = {one.pk: one for one in Officer.objects.filter(unit_id=unit, is_active=True)}

    def only(step: DossierStep) -> Officer | None:
        fits = {
            grant.officer_id
            for grant in grants
            if grant.role == step.role
            and (grant.role not in access.BY_FIELD or not grant.fields or step.dossier.field in grant.fields)
        }
        return officers.get(fits.pop()) if len(fits) == 1 else None

    return only


def hand_folders(*, dossiers: Iterable[Dossier], receiver: Officer, by: Actor, at: datetime) -> FolderList:
    """One list for one receiver. Entry `folders.handed`. Raises DossierError when a folder is on a list already."""
    wanted = sorted({one.pk for one in dossiers})
    if not wanted:
        raise DossierError(say("Chưa chọn hồ sơ giấy nào. Đánh dấu những tập sẽ bàn giao."))
    if not by.has(*RECEIVERS):
        raise DossierError(say("Bàn giao hồ sơ giấy: việc của bộ phận Một cửa. Nhờ người ở quầy lập danh sách."))
    with act(unit=by.unit, by=by, at=at) as deed:
        giver = steps.acting_officer(by)
        if receiver.unit_id != by.unit or receiver.pk == giver.pk:
            raise DossierError(say("Chọn người nhận hồ sơ giấy: một cán bộ khác của đơn vị."))
        day = day_of(at)
        deed.chain(by.unit)
        rows = {
            row.pk: row
            for row in Dossier.objects.filter(pk__in=wanted, unit_id=by.unit).annotate(
                count=Count("papers", filter=Q(papers__state__in=["ok", "look"]))
            )
        }
        already = FolderLine.objects.filter(dossier_id__in=rows, sheet__withdrawn_at__isnull=True, missing=False)
        for line in already.select_related("dossier", "sheet__receiver"):
            raise DossierError(
                say(
                    "Hồ sơ {code} đã bàn giao cho {name}. Tải lại trang rồi chọn lại.",
                    code=line.dossier.code, name=line.sheet.receiver.name,
                )
            )  # fmt: skip
        sheet = deed.create(
            FolderList, unit_id=by.unit, day=day, number=deed.number(f"folders:{day.isoformat()}"), giver=giver,
            receiver=receiver, handed_at=at,
        )  # fmt: skip
        for order, pk in enumerate((pk for pk in wanted if pk in rows), start=1):
            deed.create(FolderLine, sheet=sheet, dossier=rows[pk], order=order, papers=rows[pk].count)
        data = {"day": day.isoformat(), "list": sheet.number, "to": receiver.login, "codes": [rows[pk].code for pk in wanted]}
        deed.enter("folders.handed", subject=sheet, data=data)
    return sheet


def take_folders(
    *, sheet: FolderList, by: Actor, at: datetime, missing: Iterable[int] = (), notes: Mapping[int, str] | None = None
) -> FolderList:
    """The receiver has the pile. `missing`: keys of lines not in it; `notes`: line → what differs. Entry `folders.taken`."""
    notes, missing = notes or {}, set(missing)
    with act(unit=sheet.unit_id, by=by, at=at) as deed:
        sheet = deed.lock(FolderList, pk=sheet.pk)
        access.check_unit(by, sheet.unit_id)
        if sheet.receiver.login != by.code:
            raise DossierError(say("Danh sách này giao cho {name}. Nhờ {name} bấm nhận.", name=sheet.receiver.name))
        _still_open(sheet)
        different = []
        for line in sheet.lines.select_related("dossier"):
            note = " ".join(notes.get(line.pk, "").split())[:200]
            if line.pk in missing or note:
                line.missing, line.note = line.pk in missing, note
                deed.save(line)
                different.append(line.dossier.code)
        sheet.taken_at = max(at, sheet.handed_at)
        deed.save(sheet)
        data = {"day": sheet.day.isoformat(), "list": sheet.number, "from": sheet.giver.login, "different": different}
        deed.enter("folders.taken", subject=sheet, data=data)
    return sheet


def withdraw_folders(*, sheet: FolderList, by: Actor, at: datetime) -> FolderList:
    """Take a list back that nobody has taken yet; its folders are at the counter again. Entry `folders.withdrawn`."""
    with act(unit=sheet.unit_id, by=by, at=at) as deed:
        sheet = deed.lock(FolderList, pk=sheet.pk)
        access.check_unit(by, sheet.unit_id)
        if sheet.giver.login != by.code:
            raise DossierError(say("Danh sách này do {name} lập. Nhờ {name} rút lại.", name=sheet.giver.name))
        _still_open(sheet)
        sheet.withdrawn_at = at
        deed.save(sheet)
        deed.enter("folders.withdrawn", subject=sheet, data={"day": sheet.day.isoformat(), "list": sheet.number})
    return sheet


def _still_open(sheet: FolderList) -> None:
    if sheet.taken_at is not None:
        raise DossierError(say("Danh sách này đã được nhận rồi. Tải lại trang để xem."))
    if sheet.withdrawn_at is not None:
        raise DossierError(say("Danh sách này đã được rút lại. Tải lại trang để xem."))


# --- reads -----------------------------------------------------------------------------------------------


def _sheets(**where: object):
    rows = FolderList.objects.filter(withdrawn_at__isnull=True, **where).select_related("giver", "receiver")
    return rows.prefetch_related("lines__dossier__applicant", "lines__dossier__organisation", "lines__dossier__papers")


def lists_of_day(*, unit: str, day: date) -> list[FolderList]:
    """The lists of a day, and older ones that nobody has taken yet; with their lines, dossiers and papers."""
    return list(_sheets(unit_id=unit).filter(Q(day=day) | Q(taken_at__isnull=True, day__lt=day)).order_by("day", "number"))


def lists_for(*, officer: Officer) -> list[FolderList]:
    """What waits to be taken by `officer`."""
    return list(_sheets(unit_id=officer.unit_id, receiver=officer, taken_at__isnull=True).order_by("day", "number"))


def list_of(*, pk: int, unit: str) -> FolderList | None:
    """One list of the unit, or None."""
    return _sheets(unit_id=unit, pk=pk).first()
