"""Dossiers built through actions: a small catalogue from the real one, persons, receptions, work up to a step."""

import tempfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from builders.office import SmallOffice
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Apology, Dossier
from thanthien.dossiers.reception import asked_of
from thanthien.dossiers.rules import OPEN
from thanthien.dossiers.timing import timing_of
from thanthien.people import actions as people
from thanthien.people.models import Citizen, Officer, Organisation
from thanthien.people.rules import Role
from thanthien.procedures import actions as catalogue
from thanthien.procedures.catalogue import Loader
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import procedure
from thanthien.shared.actor import system

BIRTH = "1.001193"  # same day, route without hours, one mandatory paper with a cut name, fee not confirmed
SINGLE = "1.004873"  # 3 working days, five steps, one mandatory paper with a cut name, fee not confirmed
CIVIL = "2.002516"  # 3 working days, four steps without a leader, 8.000 đồng
LODGING = "1.004194"  # 3 working days, the commune police, default route, 10.000 đồng
ADOPTION = "2.001263"  # 30 calendar days with a wait that nobody does, 400.000 đồng
PLANNING = "1.014159"  # 10 calendar days, field xay_dung, default route, one paper
COOPERATIVE = "2.002226"  # no term published
MARRIAGE = "1.000894"  # same day; the same event of life as SINGLE, not in the small catalogue
CODES = (BIRTH, SINGLE, CIVIL, LODGING, ADOPTION, PLANNING, COOPERATIVE)
SOURCE = Path(__file__).parents[2] / "src/thanthien/procedures/data/procedures.yaml"


@cache
def _entries() -> dict[str, dict]:
    everything = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506
    return {item["code"]: item for item in everything["procedures"]}


def load_small_catalogue(codes: tuple[str, ...] = CODES) -> None:
    """Seven procedures of the catalogue, or those that are named, as they are there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_text(
            yaml.safe_dump({"procedures": [_entries()[code] for code in codes]}, allow_unicode=True), encoding="utf-8"
        )
        catalogue.load_catalogue(path=path)


def add_officers(office: SmallOffice) -> dict[str, Officer]:
    """Who the small office lacks for whole routes: a seal clerk, a police officer, and a second specialist of civil status."""
    before, by = office.at - timedelta(days=1), system(office.unit)

    def add(login: str, name: str, role: Role, *fields: str) -> Officer:
        return people.add_officer(unit=office.unit, login=login, name=name, roles=(role,), fields=fields, by=by, at=before)

    return {
        "seal": add("thu.vt", "Đinh Thị Thư", Role.SEAL_CLERK),
        "police": add("son.ca", "Hà Văn Sơn", Role.POLICE, "cu_tru"),
        "second": add("lan.hc", "Quách Thị Lan", Role.SPECIALIST, "ho_tich"),
    }


def person(
    office: SmallOffice, name: str = "Trương Thị Hiền", *, number: str = "038192004317", phone: str = "0912555408"
) -> Citizen:
    return people.register_citizen(
        unit=office.unit, name=name, id_number=number, birth_date=date(1992, 8, 14), sex="Nữ",
        address="Thôn Lương Thuận, xã Cẩm Tú",
        phone=phone, by=office.actor(office.hanh), at=office.at,
    )  # fmt: skip


def company(office: SmallOffice, name: str = "Công ty TNHH Mía đường Cẩm Tú") -> Organisation:
    return people.register_organisation(
        unit=office.unit, name=name, tax_code="2801234567", address="Thôn Đồng Chạ, xã Cẩm Tú", phone="02373000111",
        by=office.actor(office.hanh), at=office.at,
    )  # fmt: skip


def all_marked(of: Procedure, state: PaperState = PaperState.OK) -> dict[int, Mark]:
    """Every mandatory paper marked `state`, a cut name written out."""
    return {a.order: Mark(state, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(of) if a.mandatory}


def received(
    office: SmallOffice, code: str = SINGLE, *, at: datetime | None = None, by: Officer | None = None, **more
) -> Dossier:
    """A dossier accepted at the counter of `hanh`, of Trương Thị Hiền unless said."""
    of = procedure(code=code)
    more.setdefault("papers", all_marked(of))
    if "applicant" not in more and "organisation" not in more:
        more["applicant"] = person(office)
    return actions.receive(unit=office.unit, procedure=of, by=office.actor(by or office.hanh), at=at or office.at, **more)


def worked_to(office: SmallOffice, dossier: Dossier, step: int, *, at: datetime, others: dict[str, Officer]) -> Dossier:
    """Complete the steps before `step`, each by its holder."""
    while dossier.step < step and dossier.state < 9:
        apologised(office, dossier, at=at)
        dossier = actions.complete_step(dossier=dossier, by=office.actor(holder(office, dossier, others)), at=at)
    return dossier


def apologised(office: SmallOffice, dossier: Dossier, *, at: datetime) -> None:
    """A late dossier has its Form 04 drafted, so that it may go to the leader."""
    done = Apology.objects.filter(dossier=dossier).first()
    if dossier.state in OPEN and dossier.due_at < at and not (done and done.complete):
        actions.draft_apology(
            dossier=dossier, cause="workload", reason="Hồ sơ dồn vào cùng một ngày.", by=office.actor(office.nghia), at=at,
            new_due=timing_of(office.unit).after(at, 16 * 60),
        )  # fmt: skip


def holder(office: SmallOffice, dossier: Dossier, others: dict[str, Officer]) -> Officer:
    """Who does the running step."""
    here = dossier.steps.get(order=dossier.step)
    if here.officer is not None:
        return here.officer
    by_role = {"leader": office.nghia, "seal_clerk": others["seal"], "police": others["police"], "one_stop": office.hanh}
    return by_role.get(here.role) or (office.tuan if dossier.field == "dat_dai" else office.ha)


def ready(office: SmallOffice, dossier: Dossier, *, at: datetime, others: dict[str, Officer]) -> Dossier:
    """Work the dossier until its result is ready."""
    return worked_to(office, dossier, 99, at=at, others=others)
