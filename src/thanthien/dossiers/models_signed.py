"""Papers that wait for a digital signature, and those that bear one."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class SignedPaper(Witnessed):
    """One form of one dossier, laid before the leader. Digests are of the files, which lie outside the database."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="signed_papers")
    form = models.CharField(max_length=2, help_text="01 to 07")
    source = models.CharField(max_length=64, help_text="SHA-256 of the file before it is signed")
    laid_at = models.DateTimeField()
    laid_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the signed file")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["laid_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, digest="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(digest="")),
                name="signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(withdrawn_at__isnull=True), name="signed_or_withdrawn"
            ),
            models.CheckConstraint(condition=Q(form__in=["01", "02", "03", "04", "05", "06", "07"]), name="signed_form"),
            models.UniqueConstraint(
                fields=["dossier", "form", "source"], condition=Q(withdrawn_at__isnull=True), name="one_paper_laid_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "signed_at", "laid_at"], name="papers_to_sign")]
