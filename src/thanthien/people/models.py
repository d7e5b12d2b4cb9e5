"""Units, officers, counters, devices, citizens and organisations."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from thanthien.journal.models import Witnessed
from thanthien.people.rules import CounterState, DeviceKind, Role


class Unit(models.Model):
    """A place in the tree of government, valid from a day to a day. `code` is the statistical code (Xã Cẩm Tú 15148). Reference
    data.
    """

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=120)
    name_fold = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    portal_code = models.CharField(max_length=20, null=True, blank=True, help_text="H56.nnn, not confirmed")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    def __str__(self) -> str:
        return self.name


class Office(Witnessed):
    """A unit that runs its hall on this system: what is the office's own (hours, hotline, brocade, rules of priority)."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT)
    centre = models.CharField(max_length=160, help_text="name of the one-stop centre")
    address = models.CharField(max_length=200, blank=True)
    hotline = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80, help_text="as in 'Cẩm Tú, ngày …'")
    hours = models.JSONField(default=dict, help_text="own weekly hours; empty = the usual ones")
    priority = models.JSONField(default=dict, help_text="classes of priority and the bound of overtaking; empty = the usual ones")
    scenery = models.CharField(max_length=40, default="muong", help_text="hills and brocade of the hall screens")
    demo = models.BooleanField(default=False)


class Officers(BaseUserManager):
    def get_by_natural_key(self, login: str):
        return self.get(login=login)


class Officer(AbstractBaseUser, Witnessed):
    """A person who works for a unit; the account of the login. `code` is the login and the journal's actor."""

    unwitnessed: ClassVar = frozenset({"password", "last_login"})
    login = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="officers")
    name = models.CharField(max_length=80)
    name_fold = models.CharField(max_length=80, blank=True)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    photo = models.CharField(max_length=120, blank=True, help_text="file in the office's home; empty = the drawn avatar")
    avatar = models.JSONField(default=dict, help_text="of the drawn avatar: hair, shirt, glasses …")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = Officers()

    def __str__(self) -> str:
        return self.name


class RoleGrant(Witnessed):
    """`officer` holds `role` in `unit` from a day to a day."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r, r) for r in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    fields = models.JSONField(default=list, help_text="fields of procedures a specialist answers for; empty = all")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_start",
            )
        ]


class Counter(Witnessed):
    """A counter of the hall and who sits there now."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in CounterState], default=CounterState.CLOSED)
    officer = models.OneToOneField(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="counter")
    since = models.DateTimeField(null=True, blank=True, help_text="since when in this state")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_counter_a_number"),
            models.CheckConstraint(
                condition=models.Q(state="closed") | models.Q(officer__isnull=False), name="open_counter_has_officer"
            ),
        ]

    def __str__(self) -> str:
        return f"Quầy {self.number}"


class Device(Witnessed):
    """A kiosk, display or tablet: enrolled once by a six-digit code, known by a token in its cookie, revocable."""

    unwitnessed: ClassVar = frozenset({"last_seen"})
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in DeviceKind])
    code = models.CharField(max_length=20, help_text="kiosk-1: the journal's actor")
    name = models.CharField(max_length=60)
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="devices")
    enrol_digest = models.CharField(max_length=32, blank=True, db_index=True)
    enrol_until = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=32, blank=True, db_index=True)
    enrolled_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_device_a_code")]


class Citizen(Witnessed):
    """A person whom the office serves. The ID number is kept for the paper file and found by its keyed digest."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    name_fold = models.CharField(max_length=80, db_index=True)
    id_number = models.CharField(max_length=12, blank=True)
    id_digest = models.CharField(max_length=32, blank=True, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_year_only = models.BooleanField(default=False)
    sex = models.CharField(max_length=4, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_digest = models.CharField(max_length=32, blank=True, db_index=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "id_digest"], name="one_citizen_an_id", condition=~models.Q(id_digest=""))
        ]


class Organisation(Witnessed):
    """A business or organisation; it acts through a representative with a mandate (kept on the dossier)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    name_fold = models.CharField(max_length=160, db_index=True)
    tax_code = models.CharField(max_length=14, blank=True, db_index=True)
    kind = models.CharField(max_length=20, default="business", help_text="business, household, organisation")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
