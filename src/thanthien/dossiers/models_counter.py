"""What passes over the counter besides the dossier: fees and the cash of the day, paper folders, who fetches the result."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class Fee(Witnessed):
    """One line of the book of fees. A wrong line stays; a line of the opposite amount takes it back (`corrects`)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="fees")
    number = models.PositiveIntegerField(help_text="receipt number of the year in the unit")
    day = models.DateField(help_text="working day on which it was taken, in Vietnam")
    amount = models.IntegerField(help_text="đồng; negative when it takes another line back")
    way = models.CharField(max_length=10, help_text="cash, qr")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    counter_number = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")
    reason = models.CharField(max_length=200, blank=True)
    given_back = models.BooleanField(default=False, help_text="the money went back; else only the book was wrong")
    reference = models.CharField(max_length=60, blank=True, help_text="the bank's, of a transfer that its statement shows")
    surplus = models.BooleanField(default=False, help_text="came above the fee by transfer: to be given back, settles nothing")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "number"], name="one_receipt_a_number"),
            models.CheckConstraint(condition=models.Q(way__in=["cash", "qr"]), name="fee_way"),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True, amount__gt=0)
                | (models.Q(corrects__isnull=False, amount__lt=0) & ~models.Q(reason="")),
                name="fee_taken_or_taken_back_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day", "officer"], name="fee_of_day")]


class CashCount(Witnessed):
    """The cash of one officer counted at the end of a day. After the hand-over a later count begins a new row."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    expected = models.IntegerField(help_text="đồng, by the book")
    counted = models.PositiveIntegerField(help_text="đồng, in the drawer")
    why = models.CharField(max_length=300, blank=True, help_text="the difference in words")
    counted_at = models.DateTimeField()
    treasurer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expected=models.F("counted")) | ~models.Q(why=""), name="difference_is_explained"
            ),
            models.CheckConstraint(
                condition=models.Q(treasurer__isnull=True, handed_at__isnull=True)
                | models.Q(treasurer__isnull=False, handed_at__isnull=False),
                name="handed_to_somebody",
            ),
            models.UniqueConstraint(
                fields=["unit", "officer", "day"], condition=models.Q(handed_at__isnull=True), name="one_open_count_a_day"
            ),
        ]


class FolderList(Witnessed):
    """Paper folders that go from the counter to one officer, signed by both."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField(help_text="of the day in the unit")
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "number"], name="one_folder_list_a_number"),
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True) | models.Q(withdrawn_at__isnull=True), name="taken_or_withdrawn"
            ),
            models.CheckConstraint(condition=~models.Q(giver=models.F("receiver")), name="folders_change_hands"),
        ]
        indexes = [models.Index(fields=["unit", "receiver", "day"], name="folders_for")]


class FolderLine(Witnessed):
    """One folder of a list. `papers` = how many papers are in it; `note` = what the receiver found different."""

    sheet = models.ForeignKey(FolderList, on_delete=models.PROTECT, related_name="lines")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="folder_lines")
    order = models.PositiveSmallIntegerField()
    papers = models.PositiveSmallIntegerField(default=0)
    missing = models.BooleanField(default=False, help_text="on the list, not in the pile")
    note = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(unit="sheet__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["sheet", "dossier"], name="a_folder_once_a_list")]


class Collector(Witnessed):
    """Somebody named beforehand who may fetch the result in the owner's place, and by what paper."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="collectors")
    name = models.CharField(max_length=80)
    id_digest = models.CharField(max_length=32, blank=True, help_text="keyed digest of the number, never the number")
    relation = models.CharField(max_length=12, help_text="mandate, spouse, parent, child, relative, staff")
    paper = models.CharField(max_length=120, help_text="name and day of the paper")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]


class Collection(Witnessed):
    """How a result was fetched: as whom, shown by what."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="collection")
    role = models.CharField(max_length=12, help_text="owner, submitter, named, other")
    relation = models.CharField(max_length=12, blank=True)
    paper = models.CharField(max_length=120, blank=True, help_text="by what paper, when not by a card alone")
    by_card = models.BooleanField(default=False, help_text="the card's number was compared")

    objects = ScopedManager(unit="dossier__unit_id")


class DossierWords(models.Model):
    """What a dossier is found by: folded names, the folded matter. Filled by the database itself (see `words`); no act."""

    dossier = models.OneToOneField("dossiers.Dossier", primary_key=True, on_delete=models.CASCADE, related_name="+")
    names = models.TextField(help_text="u + unit code, then the names of owner, submitter, organisation")
    matter = models.TextField(help_text="the procedure")

    objects = ScopedManager(unit="dossier__unit_id")
