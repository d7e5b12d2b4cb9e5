"""Letters, whom they speak to or of, who wants none, which advice the health station has read, links of hamlets, own words."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Witnessed
from thanthien.letters.rules import Back, Base, Source, State, Way
from thanthien.people.models import Officer, Unit


class Letter(Witnessed):
    """One letter for one event, for ever. `facts` and `text` hold names: they stand here and nowhere else."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    base = models.CharField(max_length=8, choices=[(b, b) for b in Base])
    event = models.CharField(max_length=40, help_text="dossier:12, mistake:3, request:12, hand:<code>")
    source = models.CharField(
        max_length=8, blank=True, choices=[(s, s) for s in Source], help_text="of what was learned otherwise"
    )
    seq = models.BigIntegerField(null=True, blank=True, help_text="position of the entry that proposed it")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    same = models.CharField(max_length=32, blank=True, help_text="keyed digest of the event itself, whichever way it came")
    facts = models.JSONField(default=dict, blank=True, help_text="what the letter says: key → text")
    text = models.JSONField(default=list, blank=True, help_text="paragraphs that somebody changed; empty = the kind's own")
    state = models.CharField(max_length=10, choices=[(s, s) for s in State])
    stop = models.CharField(max_length=12, blank=True, help_text="the guard that holds it, or `person`")
    stop_note = models.CharField(max_length=300, blank=True)
    let = models.JSONField(default=list, blank=True, help_text="guards that a leader let pass")
    hamlet = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=[(w, w) for w in Way])
    event_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40, blank=True, help_text="login; empty = the journal proposed it")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="in the year's register of letters")
    printed_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.CharField(max_length=80, blank=True)
    proof = models.CharField(max_length=120, blank=True, help_text="who took it, number of the postal item")
    back_at = models.DateTimeField(null=True, blank=True, help_text="when it last came back unopened")
    back_why = models.CharField(max_length=8, blank=True, choices=[(b, b) for b in Back])
    file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the PDF with its digital signature")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "event", "kind"], name="one_letter_an_event"),
            models.UniqueConstraint(fields=["unit", "seq"], condition=models.Q(seq__isnull=False), name="one_letter_an_entry"),
            models.UniqueConstraint(
                fields=["unit", "kind", "same"], condition=~models.Q(same="") & ~models.Q(state=State.STOPPED),
                name="one_letter_whichever_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.SIGNED, State.HANDED, State.WITHDRAWN])
                | models.Q(signed_at__isnull=False, signed_by__isnull=False, number__isnull=False),
                name="signed_letter_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.HANDED, State.WITHDRAWN]) | models.Q(handed_at__isnull=False),
                name="handed_letter_has_moment",
            ),
            models.CheckConstraint(condition=~models.Q(state=State.STOPPED) | ~models.Q(stop=""), name="stopped_letter_says_why"),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITHDRAWN) | (models.Q(ended_at__isnull=False) & ~models.Q(ended_why="")),
                name="withdrawn_letter_says_why",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "state", "-made_at"], name="letters_by_state"),
            models.Index(fields=["unit", "kind", "same"], name="letter_of_the_same", condition=~models.Q(same="")),
            models.Index(fields=["unit", "made_at"], name="letters_by_day"),
        ]


class LetterPerson(Witnessed):
    """Somebody whom a letter speaks to or of, as keyed digests: so that a death, or a refusal, is found for another letter."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=10, help_text="self, family, deceased")
    digest = models.CharField(max_length=32)
    day = models.DateField(null=True, blank=True, help_text="of the death, for the deceased")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "role", "digest"], name="one_person_a_letter")]
        indexes = [models.Index(fields=["unit", "digest", "role"], name="letter_person")]


class NoLetters(Witnessed):
    """Somebody wants no letters. `lifted_at`: they want them again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digests = models.JSONField(help_text="keyed digests by which the person is known")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "lifted_at"], name="no_letters_in_force")]


class AdviceRead(Witnessed):
    """The commune's health station has read the lines about health of a kind."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    reader = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="one_reading_a_kind")]


class HamletLink(Witnessed):
    """For a month the head of a hamlet carries its letters and tells news by this link. The link itself is not kept."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    digest = models.CharField(max_length=32, unique=True, help_text="keyed, of the secret in the link")
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "hamlet", "month"], condition=models.Q(closed_at__isnull=True), name="one_link_a_hamlet_month"
            ),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="hamlet_link_ends"),
        ]


class OwnKind(Witnessed):
    """A version of a kind in the unit's own words: of one that ships, or of one that the unit added (`own-…`).

    `says`: title, closing, occasion, paragraphs [{text, when, strong}], and back {heading, intro, quiet, items [{lead, text,
    when, approve}]}.
    """

    settled_for = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=8, choices=[(b, b) for b in Base])
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    ornament = models.CharField(max_length=20, blank=True)
    says = models.JSONField()
    saved_by = models.CharField(max_length=40)
    saved_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True, help_text="in use from then; empty = a draft")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="one_version_of_a_kind"),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=models.Q(used_at__isnull=True), name="one_draft_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(used_at__isnull=False), name="only_used_kinds_end"
            ),
        ]
