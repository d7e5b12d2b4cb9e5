"""Where an officer's day begins: the screen of what they are for."""

from thanthien.people.models import Officer
from thanthien.people.queries import roles_of
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now

# In the order of what is looked for first.
PAGES: dict[Role, str] = {
    Role.ONE_STOP: "/quay/",
    Role.SPECIALIST: "/viec/",
    Role.POLICE: "/viec/",
    Role.SEAL_CLERK: "/viec/",
    Role.LEADER: "/lanh-dao/",
    Role.PARTY_SECRETARY: "/lanh-dao/",
    Role.GUIDE: "/sanh/phieu-giay",
    Role.ADMIN: "/quan-tri/",
    Role.HAMLET_HEAD: "/nghe-dan/ghi",
    Role.MASS_ORG: "/nghe-dan/",
    Role.PETITIONS: "/nghe-dan/",
}
ELSE = "/toi/"


def page_for(roles: frozenset[str] | list[str]) -> str:
    """The first page of somebody with these roles; "" when there is none yet."""
    return next((page for role, page in PAGES.items() if role in roles), "")


def first_page(officer: Officer) -> str:
    """The first page of an officer today."""
    with in_unit(officer.unit_id):
        return page_for(roles_of(officer, on=day_of(now()))) or ELSE
