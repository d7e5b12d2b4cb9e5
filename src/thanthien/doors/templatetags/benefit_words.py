"""How a benefit's articles are named on its pages."""

from django import template

from thanthien.benefits.rules import Basis
from thanthien.doors.parts import appraising

register = template.Library()


@register.filter
def where(basis: Basis) -> str:
    """The article; what nobody has read in the text says so."""
    return appraising.where(basis)
