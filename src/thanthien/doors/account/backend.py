"""Who is signed in: the officer of a session, read again only when something of their unit has changed."""

import copy

from django.contrib.auth.backends import ModelBackend

from thanthien.journal.settled import kept
from thanthien.people.models import Officer

_unit_of: dict[int, str] = {}  # officer → unit, as last read: names the marks under which the officer is kept


class Officers(ModelBackend):
    """Django's own, with the officer of the session kept (`settled`): a new password or an end of work changes the mark."""

    def get_user(self, user_id: int) -> Officer | None:
        key = int(user_id)
        unit = _unit_of.get(key) or Officer.objects.filter(pk=key).values_list("unit_id", flat=True).first()
        if unit is None:
            return None
        found: Officer | None = kept(unit, ("officer", key), lambda: super(Officers, self).get_user(key), hall=False)
        if found is None or found.unit_id != unit:  # gone, or of another unit by now: the next request asks for the unit again
            _unit_of.pop(key, None)
        else:
            _unit_of[key] = unit
        return copy.copy(found)


def forget() -> None:
    """Know nobody's unit: between tests."""
    _unit_of.clear()
