"""Words of the account pages: names of ranks and of reasons to be away."""

from django import template

from thanthien.people.rules import ABSENCE_NAMES, RANK_NAMES, AbsenceKind, Rank

register = template.Library()


@register.filter
def rank_name(code: str) -> str:
    """Đại úy."""
    return str(RANK_NAMES[Rank(code)])


@register.filter
def absence_name(code: str) -> str:
    """Nghỉ phép."""
    return str(ABSENCE_NAMES[AbsenceKind(code)])
