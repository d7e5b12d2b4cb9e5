"""Points of closed dossiers, what leaders noted at them, what officers answered."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.dossiers.models import Dossier
from thanthien.indicators.score_rules import Ground
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class DossierScore(models.Model):
    """Points of one closed dossier for one officer (`who`, a login) or for the agency (`who` empty). Folded from the journal.

    Null points = no data. `facts`: index, `mistakes` or `backs` → positions of the entries that gave it.
    """

    unit = models.CharField(max_length=12)
    dossier = models.BigIntegerField(help_text="its id; a tally has no foreign key")
    who = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    day = models.DateField(help_text="the result was ready")
    received_on = models.DateField(null=True, blank=True)
    procedure = models.CharField(max_length=12, blank=True)
    online = models.BooleanField(default=False)
    p1 = models.SmallIntegerField(null=True, blank=True)
    p2 = models.SmallIntegerField(null=True, blank=True)
    p3 = models.SmallIntegerField(null=True, blank=True)
    p4 = models.SmallIntegerField(null=True, blank=True)
    p7 = models.SmallIntegerField(null=True, blank=True)
    mistakes = models.PositiveSmallIntegerField(default=0, help_text="ours, by this officer")
    backs = models.PositiveSmallIntegerField(default=0, help_text="steps sent back to this officer")
    facts = models.JSONField(default=dict)

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "dossier", "who"], name="one_score_a_dossier_and_officer")]
        indexes = [models.Index(fields=["unit", "who", "-day"], name="score_of_officer"),
                   models.Index(fields=["unit", "day"], name="score_by_day")]  # fmt: skip


class ScoreDay(models.Model):
    """What the points of a day's dossiers add up to, for one officer or the agency (`who` empty): what the tables are made of.

    `s` = sum of points, `n` = dossiers that have any; `groups` (of the agency): [procedure, received on, dossiers, online, online
    and late].
    """

    unit = models.CharField(max_length=12)
    day = models.DateField(help_text="the results were ready")
    who = models.CharField(max_length=40, blank=True)
    n = models.PositiveIntegerField(default=0)
    s1 = models.PositiveIntegerField(default=0)
    n1 = models.PositiveIntegerField(default=0)
    s2 = models.PositiveIntegerField(default=0)
    n2 = models.PositiveIntegerField(default=0)
    s3 = models.PositiveIntegerField(default=0)
    n3 = models.PositiveIntegerField(default=0)
    s4 = models.PositiveIntegerField(default=0)
    n4 = models.PositiveIntegerField(default=0)
    s7 = models.PositiveIntegerField(default=0)
    n7 = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    slips = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    groups = models.JSONField(default=list)

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "who"], name="one_score_a_day_and_officer")]


class ScoreNote(Witnessed):
    """What a leader noted at a dossier, with a reason; taken back it counts no more, and stays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Ground])
    about = models.BigIntegerField(default=0, help_text="position of the request that it speaks of")
    who = models.CharField(max_length=40, blank=True, help_text="login of whom a complaint speaks of")
    reason = models.TextField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ground", "about", "who"], condition=Q(undone_at__isnull=True), name="one_note_that_stands"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="score_note_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="score_note_undone_by_somebody",
            ),
        ]


class ScoreAnswer(Witnessed):
    """What an officer says to a figure of a period (`quarter` 0 = the year) or to a dossier's points, and a leader's reply."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveSmallIntegerField(help_text="1 to 9; 0 = mistakes and steps sent back")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "year", "quarter", "index"], condition=Q(dossier__isnull=True), name="one_answer_a_figure"
            ),
            models.UniqueConstraint(
                fields=["officer", "dossier", "index"], condition=Q(dossier__isnull=False), name="one_answer_a_dossier"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, year__isnull=True, quarter__isnull=True)
                | Q(dossier__isnull=True, year__isnull=False, quarter__isnull=False),
                name="score_answer_to_a_figure_or_a_dossier",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="score_reply_has_moment",
            ),
        ]
