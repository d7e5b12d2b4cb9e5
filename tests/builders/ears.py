"""Hamlets, visits to families, what hamlets say and proposals, built through actions."""

from datetime import timedelta

from builders.office import SmallOffice
from thanthien.outreach import actions
from thanthien.outreach.families import Told
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.outreach.voices import Said
from thanthien.people import actions as people
from thanthien.people.models import Officer, Unit
from thanthien.people.rules import Role, UnitKind
from thanthien.shared.actor import system


def hamlet_of(office: SmallOffice, name: str = "Thôn Lương Thuận") -> Unit:
    """A hamlet of the commune."""
    return people.add_unit(name=name, kind=UnitKind.HAMLET, parent=office.unit, by=system(office.unit), at=office.at)


def head_of(office: SmallOffice, place: Unit | None, login: str = "truong") -> Officer:
    """The head of a hamlet; None = of no hamlet in particular."""
    told = {"by": system(office.unit), "at": office.at - timedelta(days=1)}
    head = people.add_officer(unit=office.unit, login=login, name="Hà Văn Trưởng", **told)
    people.grant_role(officer=head, role=Role.HAMLET_HEAD, place=place, valid_from=told["at"].date(), **told)
    return head


def told(office: SmallOffice, place: Unit, **more) -> Told:
    """A visit that was made today to a family that is ill, with a gift."""
    usual = {
        "hamlet": place.pk, "name": "Phạm Thị Nga", "reason": "ill", "day": office.at.date().isoformat(), "team": ["hanh"],
        "made": True, "gift": "goods", "gift_value": "300.000", "gift_goods": "Sữa, gạo", "gift_source": "poor_fund",
        "heard": "Mong có thẻ bảo hiểm y tế",
    }  # fmt: skip
    return Told(**(usual | more))


def called(office: SmallOffice, place: Unit, **more) -> FamilyCall:
    return actions.note_call(unit=office.unit, told=told(office, place, **more), by=office.actor(office.hanh), at=office.at)


def voiced(office: SmallOffice, place: Unit, *, ago: int = 0, by: Officer | None = None, **more) -> Voice:
    """Something said `ago` days ago, noted today."""
    day = office.at.date() - timedelta(days=ago)
    usual = {"subject": "road", "text": "Đường vào bản sạt lở sau mưa", "households": "12"}
    said = Said(hamlet=place.pk, day=day.isoformat(), **(usual | more))
    return actions.note_voice(unit=office.unit, said=said, by=office.actor(by or office.hanh), at=office.at)


def proposed(office: SmallOffice, *, days: int = 10, owner: str = "ha", **more) -> Proposal:
    """A proposal of the leader for the specialist, due in `days`."""
    due = (office.at.date() + timedelta(days=days)).isoformat()
    told = {"unit": office.unit, "by": office.actor(office.nghia), "at": office.at, "text": "Sửa đoạn đường sạt"}
    return actions.make_proposal(owner=owner, due=due, **(told | more))
