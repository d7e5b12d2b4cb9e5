import django.db.models.deletion
import thanthien.letters.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 3: an office that has taken those goes on from here.
    replaces = [
        ("letters", "0001_initial"),
        ("letters", "0002_own_words_and_hamlets"),
        ("letters", "0003_begin_at_the_head"),
    ]
    initial = True

    dependencies = [
        ("dossiers", "0001_tables"),
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    (thanthien.letters.rules.Base["JOY"], thanthien.letters.rules.Base["JOY"]),
                                    (thanthien.letters.rules.Base["GRIEF"], thanthien.letters.rules.Base["GRIEF"]),
                                    (thanthien.letters.rules.Base["THANKS"], thanthien.letters.rules.Base["THANKS"]),
                                    (thanthien.letters.rules.Base["SORRY"], thanthien.letters.rules.Base["SORRY"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("event", models.CharField(help_text="dossier:12, mistake:3, request:12, hand:<code>", max_length=40)),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.letters.rules.Source["NOTE"], thanthien.letters.rules.Source["NOTE"]),
                                    (thanthien.letters.rules.Source["VISIT"], thanthien.letters.rules.Source["VISIT"]),
                                    (thanthien.letters.rules.Source["WISH"], thanthien.letters.rules.Source["WISH"]),
                                    (thanthien.letters.rules.Source["OFFICE"], thanthien.letters.rules.Source["OFFICE"]),
                                ],
                                help_text="of what was learned otherwise",
                                max_length=8,
                            ),
                        ),
                        (
                            "seq",
                            models.BigIntegerField(blank=True, help_text="position of the entry that proposed it", null=True),
                        ),
                        (
                            "same",
                            models.CharField(
                                blank=True, help_text="keyed digest of the event itself, whichever way it came", max_length=32
                            ),
                        ),
                        ("facts", models.JSONField(blank=True, default=dict, help_text="what the letter says: key → text")),
                        (
                            "text",
                            models.JSONField(
                                blank=True, default=list, help_text="paragraphs that somebody changed; empty = the kind's own"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.letters.rules.State["DRAFT"], thanthien.letters.rules.State["DRAFT"]),
                                    (thanthien.letters.rules.State["STOPPED"], thanthien.letters.rules.State["STOPPED"]),
                                    (thanthien.letters.rules.State["SIGNED"], thanthien.letters.rules.State["SIGNED"]),
                                    (thanthien.letters.rules.State["HANDED"], thanthien.letters.rules.State["HANDED"]),
                                    (thanthien.letters.rules.State["WITHDRAWN"], thanthien.letters.rules.State["WITHDRAWN"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("stop", models.CharField(blank=True, help_text="the guard that holds it, or `person`", max_length=12)),
                        ("stop_note", models.CharField(blank=True, max_length=300)),
                        ("let", models.JSONField(blank=True, default=list, help_text="guards that a leader let pass")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    (thanthien.letters.rules.Way["RESULT"], thanthien.letters.rules.Way["RESULT"]),
                                    (thanthien.letters.rules.Way["CEREMONY"], thanthien.letters.rules.Way["CEREMONY"]),
                                    (thanthien.letters.rules.Way["HOME"], thanthien.letters.rules.Way["HOME"]),
                                    (thanthien.letters.rules.Way["POST"], thanthien.letters.rules.Way["POST"]),
                                    (thanthien.letters.rules.Way["MESSAGE"], thanthien.letters.rules.Way["MESSAGE"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("event_on", models.DateField(blank=True, null=True)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.CharField(blank=True, help_text="login; empty = the journal proposed it", max_length=40),
                        ),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "number",
                            models.PositiveIntegerField(blank=True, help_text="in the year's register of letters", null=True),
                        ),
                        ("printed_at", models.DateTimeField(blank=True, null=True)),
                        ("handed_at", models.DateTimeField(blank=True, null=True)),
                        ("handed_by", models.CharField(blank=True, max_length=80)),
                        (
                            "proof",
                            models.CharField(blank=True, help_text="who took it, number of the postal item", max_length=120),
                        ),
                        ("back_at", models.DateTimeField(blank=True, help_text="when it last came back unopened", null=True)),
                        (
                            "back_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.letters.rules.Back["ABSENT"], thanthien.letters.rules.Back["ABSENT"]),
                                    (thanthien.letters.rules.Back["MOVED"], thanthien.letters.rules.Back["MOVED"]),
                                    (thanthien.letters.rules.Back["WRONG"], thanthien.letters.rules.Back["WRONG"]),
                                    (thanthien.letters.rules.Back["REFUSED"], thanthien.letters.rules.Back["REFUSED"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "file",
                            models.CharField(
                                blank=True, help_text="SHA-256 of the PDF with its digital signature", max_length=64
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_why", models.CharField(blank=True, max_length=300)),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "hamlet",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LetterPerson",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.CharField(help_text="self, family, deceased", max_length=10)),
                        ("digest", models.CharField(max_length=32)),
                        ("day", models.DateField(blank=True, help_text="of the death, for the deceased", null=True)),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="people", to="letters.letter"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NoLetters",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80)),
                        ("digests", models.JSONField(help_text="keyed digests by which the person is known")),
                        ("at", models.DateTimeField()),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OwnKind",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=20)),
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    (thanthien.letters.rules.Base["JOY"], thanthien.letters.rules.Base["JOY"]),
                                    (thanthien.letters.rules.Base["GRIEF"], thanthien.letters.rules.Base["GRIEF"]),
                                    (thanthien.letters.rules.Base["THANKS"], thanthien.letters.rules.Base["THANKS"]),
                                    (thanthien.letters.rules.Base["SORRY"], thanthien.letters.rules.Base["SORRY"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        ("name_en", models.CharField(blank=True, max_length=60)),
                        ("ornament", models.CharField(blank=True, max_length=20)),
                        ("says", models.JSONField()),
                        ("saved_by", models.CharField(max_length=40)),
                        ("saved_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, help_text="in use from then; empty = a draft", null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AdviceRead",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=20)),
                        ("reader", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("unit", "kind"), name="one_reading_a_kind")],
                    },
                ),
                migrations.CreateModel(
                    name="HamletLink",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("month", models.DateField(help_text="its first day")),
                        ("digest", models.CharField(help_text="keyed, of the secret in the link", max_length=32, unique=True)),
                        ("made_by", models.CharField(max_length=40)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "hamlet",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("unit", "hamlet", "month"),
                                name="one_link_a_hamlet_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="hamlet_link_ends"
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="letter",
                    index=models.Index(fields=["unit", "state", "-made_at"], name="letters_by_state"),
                ),
                migrations.AddIndex(
                    model_name="letter",
                    index=models.Index(
                        condition=models.Q(("same", ""), _negated=True),
                        fields=["unit", "kind", "same"],
                        name="letter_of_the_same",
                    ),
                ),
                migrations.AddIndex(
                    model_name="letter",
                    index=models.Index(fields=["unit", "made_at"], name="letters_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.UniqueConstraint(fields=("unit", "event", "kind"), name="one_letter_an_event"),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("seq__isnull", False)), fields=("unit", "seq"), name="one_letter_an_entry"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("same", ""), _negated=True),
                            models.Q(("state", thanthien.letters.rules.State["STOPPED"]), _negated=True),
                        ),
                        fields=("unit", "kind", "same"),
                        name="one_letter_whichever_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        thanthien.letters.rules.State["SIGNED"],
                                        thanthien.letters.rules.State["HANDED"],
                                        thanthien.letters.rules.State["WITHDRAWN"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("number__isnull", False), ("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="signed_letter_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [thanthien.letters.rules.State["HANDED"], thanthien.letters.rules.State["WITHDRAWN"]],
                                ),
                                _negated=True,
                            ),
                            ("handed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="handed_letter_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.letters.rules.State["STOPPED"]), _negated=True),
                            models.Q(("stop", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stopped_letter_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.letters.rules.State["WITHDRAWN"]), _negated=True),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="withdrawn_letter_says_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="letterperson",
                    index=models.Index(fields=["unit", "digest", "role"], name="letter_person"),
                ),
                migrations.AddConstraint(
                    model_name="letterperson",
                    constraint=models.UniqueConstraint(fields=("letter", "role", "digest"), name="one_person_a_letter"),
                ),
                migrations.AddIndex(
                    model_name="noletters",
                    index=models.Index(fields=["unit", "lifted_at"], name="no_letters_in_force"),
                ),
                migrations.AddConstraint(
                    model_name="ownkind",
                    constraint=models.UniqueConstraint(fields=("unit", "code", "version"), name="one_version_of_a_kind"),
                ),
                migrations.AddConstraint(
                    model_name="ownkind",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("used_at__isnull", True)), fields=("unit", "code"), name="one_draft_of_a_kind"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ownkind",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("used_at__isnull", False), _connector="OR"),
                        name="only_used_kinds_end",
                    ),
                ),
            ]
        )
    ]
