"""How the leader's pages name a dossier, who holds it and when it is due."""

from datetime import datetime

from thanthien.doors.parts.templatetags.words import day_short, hour, weekday_short
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.shared.clock import day_of
from thanthien.shared.wording import said, say

OTHERS = {"other_body": say("cơ quan khác"), "nobody": say("chờ theo luật")}


def role_words(role: str) -> str:
    """The role of a step, another body or a mere wait."""
    return str(ROLE_NAMES[Role(role)]) if role in set(Role) else said(OTHERS.get(role, ""))


def holder_words(step: DossierStep | None) -> str:
    """Who holds a step, or whose it is while nobody has taken it."""
    if step is None:
        return ""
    if step.officer is not None:
        return step.officer.name
    if step.role in set(Role):
        return str(say("{role}, chưa ai nhận", role=role_words(step.role)))
    return role_words(step.role)


def tail_of(of: Dossier) -> tuple[str, str]:
    """`1118-0023` and `0023`."""
    _, day, number = of.code.rsplit("-", 2)
    return f"{day[-4:]}-{number}", number


def when(moment: datetime, at: datetime) -> str:
    """The hour; with the day when it is not today."""
    return f"{hour(moment)}" if day_of(moment) == day_of(at) else f"{hour(moment)} {weekday_short(moment)} {day_short(moment)}"
