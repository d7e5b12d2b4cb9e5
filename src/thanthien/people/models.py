"""Units, officers with their roles, delegations and absences, counters, devices, citizens and organisations."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.rules import RANK_NAMES, AbsenceKind, CounterState, DeviceKind, Rank, Role
from thanthien.shared.wording import say


class Unit(Witnessed):
    """A place in the tree of government, valid from a day to a day. `code` is the statistical code (Xã Cẩm Tú 15148), or that of
    the unit above with a letter and a number (15148-T01). What was loaded is reference data until an act changes it.
    """

    settled_for: ClassVar = "all"

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=120)
    name_fold = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20)
    parent = KeptForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    portal_code = models.CharField(max_length=20, null=True, blank=True, help_text="H56.nnn, not confirmed")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    by_act = models.BooleanField(default=False, help_text="an administrator made or changed it; else it is as loaded")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def kept_by_acts(cls) -> models.QuerySet:
        return cls.objects.filter(by_act=True)


class Office(Witnessed):
    """A unit that runs its hall on this system: what is the office's own (hours, hotline, brocade, rules of priority)."""

    settled_for: ClassVar = "all"

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT)
    centre = models.CharField(max_length=160, help_text="name of the one-stop centre")
    address = models.CharField(max_length=200, blank=True)
    hotline = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80, help_text="as in 'Cẩm Tú, ngày …'")
    hours = models.JSONField(default=dict, help_text="own weekly hours; empty = the usual ones")
    priority = models.JSONField(default=dict, help_text="classes of priority and the bound of overtaking; empty = the usual ones")
    scenery = models.CharField(max_length=40, default="muong", help_text="hills and brocade of the hall screens")
    demo = models.BooleanField(default=False)

    @property
    def hotline_whole(self) -> str:
        """The number as one word: it is never cut at the end of a line."""
        return self.hotline.replace(" ", "\u00a0")


class Officers(BaseUserManager):
    def get_by_natural_key(self, login: str):
        return self.get(login=login)


class Officer(AbstractBaseUser, Witnessed):
    """A person who works for a unit; the account of the login. `code` is the login and the journal's actor."""

    settled_for: ClassVar = "unit"

    unwitnessed: ClassVar = frozenset({"password", "last_login", "new_tokens"})
    login = models.CharField(max_length=40, unique=True)
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="officers")
    name = models.CharField(max_length=80)
    name_fold = models.CharField(max_length=80, blank=True)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    photo = models.CharField(max_length=120, blank=True, help_text="file in the office's home; empty = the drawn avatar")
    avatar = models.JSONField(default=dict, help_text="of the drawn avatar: hair, shirt, glasses …")
    rank = models.CharField(max_length=30, blank=True, help_text="rank of the police, see rules.Rank")
    must_change = models.BooleanField(default=False, help_text="the password was given once; the next login asks for an own one")
    is_active = models.BooleanField(default=True)
    new_tokens = models.PositiveSmallIntegerField(default=0, help_text="made in this officer's name and not yet looked at")

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = Officers()

    def __str__(self) -> str:
        return self.name

    @property
    def ranked(self) -> str:
        """The name as a plate and the board of contacts show it: a police officer's begins with the rank ("Thiếu tá …")."""
        return f"{RANK_NAMES[Rank(self.rank)]} {self.name}" if self.rank in set(Rank) else self.name


class Delegation(Witnessed):
    """`giver` lets `taker` act in some of their roles from a day to a day, by a numbered document (uỷ quyền). The roles are
    grants of the taker that point here.
    """

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegations_taken")
    roles = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField()
    document = models.CharField(max_length=60, help_text="number of the document: 12/UQ-UBND")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="nobody_delegates_to_oneself"),
        ]


class RoleGrant(Witnessed):
    """`officer` holds `role` in `unit` from a day to a day, in their own right or by a delegation."""

    settled_for: ClassVar = "unit"

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r, r) for r in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    fields = models.JSONField(default=list, help_text="fields of procedures a specialist answers for; empty = all")
    place = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="held_here",
        help_text="the hamlet of a hamlet head, the organisation of its head; empty = the whole unit",
    )  # fmt: skip
    delegation = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_start",
            )
        ]


class Substitute(Witnessed):
    """`stand_in` takes over when `officer` is away; of several the one with the smallest `order` who is there."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="substitutes")
    stand_in = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="stands_in_for")
    order = models.PositiveSmallIntegerField(default=1)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ("officer", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["officer", "stand_in"], name="one_substitute_once"),
            models.CheckConstraint(condition=~models.Q(officer=models.F("stand_in")), name="nobody_substitutes_oneself"),
        ]


class Counter(Witnessed):
    """A counter of the hall and who sits there now. One that was taken away stays for what the past says of it."""

    settled_for: ClassVar = "hall"  # one opens, rests or closes some times a day; little that is kept has counters in it

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in CounterState], default=CounterState.CLOSED)
    officer = models.OneToOneField(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="counter")
    since = models.DateTimeField(null=True, blank=True, help_text="since when in this state")
    active = models.BooleanField(default=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_counter_a_number", condition=models.Q(active=True)),
            models.CheckConstraint(
                condition=models.Q(active=True) | models.Q(state="closed"), name="counter_taken_away_is_closed"
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed") | models.Q(officer__isnull=False), name="open_counter_has_officer"
            ),
        ]

    def __str__(self) -> str:
        return str(say("Quầy {n}", n=self.number))


class Absence(Witnessed):
    """`officer` is away from a day to a day. `stand_in` takes over; `counter` is the plate that changed, so that it can be put
    back.
    """

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in AbsenceKind])
    stand_in = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="called back before the last day, or noted by mistake")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_start"),
            models.UniqueConstraint(
                fields=["officer", "first_day"], name="one_absence_a_day", condition=models.Q(ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["unit", "first_day", "last_day"], name="absence_by_days")]


class Device(Witnessed):
    """A kiosk, display or tablet: enrolled once by a six-digit code, known by a token in its cookie, revocable."""

    unwitnessed: ClassVar = frozenset({"last_seen"})
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in DeviceKind])
    code = models.CharField(max_length=20, help_text="kiosk-1: the journal's actor")
    name = models.CharField(max_length=60)
    counter = KeptForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="devices")
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

    objects = ScopedManager(unit="unit_id")

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

    objects = ScopedManager(unit="unit_id")


class ApiToken(Witnessed):
    """Lets another programme act as one officer or device of the unit, within its scopes and until a moment. Only a keyed
    digest of the token is kept; the token itself is shown once.
    """

    unwitnessed: ClassVar = frozenset({"last_used"})
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, help_text="which programme holds it")
    officer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="api_tokens")
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.PROTECT, related_name="api_tokens")
    scopes = models.JSONField(default=list, help_text="see rules.Scope")
    digest = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(officer__isnull=False, device__isnull=True)
                | models.Q(officer__isnull=True, device__isnull=False),
                name="api_token_of_officer_or_device",
            ),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="api_token_ends_after_start"),
        ]
