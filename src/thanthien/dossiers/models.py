"""Dossiers, their papers and steps."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import AskedForeignKey, KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Citizen, Officer, Organisation, Unit
from thanthien.procedures.models import Procedure
from thanthien.shared.codes import random_code
from thanthien.visits.models import Visit


class Dossier(Witnessed):
    """One matter of one person or organisation. The code is issued at acceptance; before that there is only the internal id."""

    unwitnessed: ClassVar = frozenset({"code_back"})
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="the competent unit")
    code = models.CharField(max_length=40, null=True, blank=True, unique=True)
    code_back = models.CharField(
        max_length=40, blank=True, help_text="the code's figures from its end, so that any tail that people say is a beginning"
    )
    tracking_code = models.CharField(max_length=12, unique=True, default=random_code, help_text="on the QR; cannot be guessed")
    procedure = KeptForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    procedure_name = models.CharField(max_length=500)
    field = models.CharField(max_length=40, blank=True, help_text="field of the procedure when received")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers")
    applicant = AskedForeignKey(Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers")
    submitter = AskedForeignKey(Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True, help_text="by what paper the submitter acts for another")
    state = models.PositiveSmallIntegerField(default=1, help_text="portal status code 1–10")
    counter_number = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_first = models.DateTimeField(null=True, blank=True, help_text="the first promise, kept for ever")
    due_at = models.DateTimeField(null=True, blank=True, help_text="the present date")
    due_law = models.DateTimeField(null=True, blank=True, help_text="by the law's own term, when the unit promised a shorter one")
    deadline = models.JSONField(default=dict, help_text="the explanation: every day, its reason, its article")
    term_text = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="result ready (state 9)")
    returned_at = models.DateTimeField(null=True, blank=True, help_text="handed over (state 10)")
    returned_in = models.ForeignKey(
        Visit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="collected",
        help_text="the visit in which it was fetched",
    )
    late_since = models.DateTimeField(null=True, blank=True, help_text="written by the clock once")
    warn_at = models.DateTimeField(
        null=True, blank=True, help_text="one working day before due_at; empty for terms not longer than that"
    )
    warned_at = models.DateTimeField(null=True, blank=True, help_text="due soon, written by the clock once")
    foreseen_at = models.DateTimeField(null=True, blank=True, help_text="will be late, foreseen by the clock once")
    outcome = models.CharField(max_length=12, blank=True, help_text="granted, refused, withdrawn, annulled")
    result_note = models.CharField(max_length=200, blank=True)
    shelf = models.CharField(max_length=20, blank=True)
    collected_by = models.CharField(max_length=80, blank=True)
    return_channel = models.CharField(max_length=10, default="counter", help_text="counter, post, online")
    fee_vnd = models.PositiveIntegerField(null=True, blank=True)
    fee_text = models.CharField(max_length=80, blank=True)
    fee_paid = models.CharField(max_length=10, blank=True, help_text="cash, qr, waived; empty = not paid")
    sets = models.PositiveSmallIntegerField(default=1)
    route_default = models.BooleanField(default=False, help_text="the steps are the usual ones, not the procedure's own")
    step = models.PositiveSmallIntegerField(default=0, help_text="order of the running step, 0 = none")
    process_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of the unit's own process by which it runs; empty = by the catalogue's steps"
    )
    branches = models.JSONField(
        default=list, help_text="what was asked at reception and answered: code, ask, answer, text, the steps that it brought"
    )
    received_at_unit = KeptForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="another unit that received it for this one; empty = the unit itself",
    )  # fmt: skip

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__isnull=True)
                | models.Q(received_at__isnull=False, due_first__isnull=False, due_at__isnull=False),
                name="code_means_received",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[1, 3, 7, 8]) | models.Q(code__isnull=False), name="work_means_code"
            ),
            models.CheckConstraint(
                condition=models.Q(code__isnull=True) | ~models.Q(state__in=[1, 3]), name="code_means_accepted"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[9, 10]) | models.Q(finished_at__isnull=False), name="ready_has_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(state=10, returned_at__isnull=False)
                | (~models.Q(state=10) & models.Q(returned_at__isnull=True)),
                name="returned_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(finished_at__gte=models.F("received_at")),
                name="finished_after_received",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True) | models.Q(returned_at__gte=models.F("finished_at")),
                name="returned_after_finished",
            ),
            models.CheckConstraint(condition=models.Q(state__gte=1, state__lte=10), name="portal_state"),
            models.CheckConstraint(
                condition=models.Q(applicant__isnull=False, organisation__isnull=True)
                | models.Q(applicant__isnull=True, organisation__isnull=False, submitter__isnull=False),
                name="person_or_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(submitter__isnull=True) | ~models.Q(mandate=""), name="submitter_has_mandate"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="dossier_work"),
            models.Index(fields=["code_back"], name="dossier_by_tail"),
            models.Index(fields=["unit", "received_at"], name="dossier_received"),
            models.Index(fields=["unit", "finished_at"], name="dossier_finished"),
        ]


class DossierPaper(Witnessed):
    """One line of the checklist at reception."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=1000)
    original = models.PositiveSmallIntegerField(default=0)
    copy = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, default="look", help_text="ok đủ, missing thiếu, look cần xem, na không áp dụng")
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="where the answer came from")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="one_paper_a_line"),
            models.CheckConstraint(condition=models.Q(state__in=["ok", "missing", "look", "na"]), name="paper_state"),
        ]


class DossierStep(Witnessed):
    """One step of the work with its own clock, in working minutes."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, default="handle", help_text="receive, handle, approve, issue, hand_over, wait")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=20)
    officer = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    allowed_minutes = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    used_minutes = models.PositiveIntegerField(default=0, help_text="used so far, the running stretch not counted")
    note = models.CharField(max_length=300, blank=True)
    came_back = models.CharField(max_length=300, blank=True, help_text="why the next step sent it back")
    asked = models.PositiveSmallIntegerField(default=0, help_text="opinions of other bodies asked beside it")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="one_step_an_order"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(done_at__gte=models.F("started_at")),
                name="step_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=False, due_at__isnull=False)
                | models.Q(started_at__isnull=True, due_at__isnull=True),
                name="running_step_has_due_date",
            ),
        ]
        indexes = [models.Index(fields=["officer", "done_at", "started_at"], name="step_work")]

    @property
    def unit_id(self) -> str:
        return self.dossier.unit_id


from thanthien.dossiers.models_appraisal import Appraisal  # noqa: E402
from thanthien.dossiers.models_counter import (  # noqa: E402  the second half of the tables points at the first
    CashCount,
    Collection,
    Collector,
    DossierWords,
    Fee,
    FolderLine,
    FolderList,
)
from thanthien.dossiers.models_elsewhere import Elsewhere  # noqa: E402
from thanthien.dossiers.models_money import Exemption, Refund  # noqa: E402
from thanthien.dossiers.models_opinion import Opinion  # noqa: E402
from thanthien.dossiers.models_recount import Recount, RecountLine  # noqa: E402
from thanthien.dossiers.models_register import RegisterYear  # noqa: E402
from thanthien.dossiers.models_signed import SignedPaper  # noqa: E402
from thanthien.dossiers.models_stage import Stage  # noqa: E402
from thanthien.dossiers.models_together import Together, TogetherLine  # noqa: E402
from thanthien.dossiers.models_turns import Apology, ClockStop, Duty, Ending, GivenBack, Mistake, Supplement  # noqa: E402

__all__ = [
    "Apology", "Appraisal", "CashCount", "ClockStop", "Collection", "Collector", "Dossier", "DossierPaper", "DossierStep",
    "DossierWords", "Duty", "Elsewhere", "Ending", "Exemption", "Fee", "FolderLine", "FolderList", "GivenBack", "Mistake",
    "Opinion", "Recount", "RecountLine", "Refund", "RegisterYear", "SignedPaper", "Stage", "Supplement", "Together",
    "TogetherLine",
]  # fmt: skip
