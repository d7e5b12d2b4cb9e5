"""What the leader's bar counts on every page."""

from typing import Any

from django import template

from thanthien.dossiers.refunds import waiting_for
from thanthien.people.rules import Role

register = template.Library()


@register.simple_tag(takes_context=True)
def refunds_waiting(context: dict[str, Any]) -> int:
    """Refunds that the reader of the page may decide; asked once for a page, and for nobody but a leader."""
    request = context["request"]
    if not request.actor.has(Role.LEADER):
        return 0
    if not hasattr(request, "refunds_waiting"):
        request.refunds_waiting = waiting_for(officer=request.user)
    return request.refunds_waiting
