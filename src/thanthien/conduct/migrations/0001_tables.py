import django.db.models.deletion
import thanthien.conduct.leader_rules
import thanthien.conduct.record_rules
import thanthien.conduct.rules
import thanthien.conduct.step_rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 4: an office that has taken those goes on from here.
    replaces = [
        ("conduct", "0001_initial"),
        ("conduct", "0002_pledges"),
        ("conduct", "0003_records"),
        ("conduct", "0004_steps_and_own_record"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="ConductRecord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.conduct.record_rules.Kind["PRAISE"],
                                        thanthien.conduct.record_rules.Kind["PRAISE"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Kind["INCIDENT"],
                                        thanthien.conduct.record_rules.Kind["INCIDENT"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.conduct.record_rules.Source["RATING"],
                                        thanthien.conduct.record_rules.Source["RATING"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Source["CITIZEN"],
                                        thanthien.conduct.record_rules.Source["CITIZEN"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Source["PETITION"],
                                        thanthien.conduct.record_rules.Source["PETITION"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Source["VISIT"],
                                        thanthien.conduct.record_rules.Source["VISIT"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Source["COLLEAGUE"],
                                        thanthien.conduct.record_rules.Source["COLLEAGUE"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Source["PRESS"],
                                        thanthien.conduct.record_rules.Source["PRESS"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reference", models.CharField(blank=True, help_text="code of the paper, without a name", max_length=60)),
                        ("text", models.TextField()),
                        ("happened_on", models.DateField()),
                        ("noted_at", models.DateTimeField()),
                        ("answer_by", models.DateField()),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.conduct.record_rules.Decision["RIGHT"],
                                        thanthien.conduct.record_rules.Decision["RIGHT"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Decision["EXPLAINED"],
                                        thanthien.conduct.record_rules.Decision["EXPLAINED"],
                                    ),
                                    (
                                        thanthien.conduct.record_rules.Decision["WRONG"],
                                        thanthien.conduct.record_rules.Decision["WRONG"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_on", models.DateField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-noted_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ConductRules",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("version", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.conduct.rules.State["DRAFT"], thanthien.conduct.rules.State["DRAFT"]),
                                    (thanthien.conduct.rules.State["DECIDED"], thanthien.conduct.rules.State["DECIDED"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("body", models.TextField(help_text="a rule a line; a line that begins with # is a heading")),
                        ("document", models.CharField(blank=True, help_text="number of the decision", max_length=80)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("review_by", models.DateField(blank=True, null=True)),
                        ("reviewed_on", models.DateField(blank=True, null=True)),
                        ("written_by", models.CharField(max_length=60)),
                        ("written_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-version"],
                    },
                ),
                migrations.CreateModel(
                    name="DisciplineStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.conduct.step_rules.Step["REMINDER"],
                                        thanthien.conduct.step_rules.Step["REMINDER"],
                                    ),
                                    (
                                        thanthien.conduct.step_rules.Step["EXPLANATION"],
                                        thanthien.conduct.step_rules.Step["EXPLANATION"],
                                    ),
                                    (
                                        thanthien.conduct.step_rules.Step["CRITICISM"],
                                        thanthien.conduct.step_rules.Step["CRITICISM"],
                                    ),
                                    (
                                        thanthien.conduct.step_rules.Step["REFERRAL"],
                                        thanthien.conduct.step_rules.Step["REFERRAL"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.conduct.step_rules.StepState["PROPOSED"],
                                        thanthien.conduct.step_rules.StepState["PROPOSED"],
                                    ),
                                    (
                                        thanthien.conduct.step_rules.StepState["TAKEN"],
                                        thanthien.conduct.step_rules.StepState["TAKEN"],
                                    ),
                                    (
                                        thanthien.conduct.step_rules.StepState["DROPPED"],
                                        thanthien.conduct.step_rules.StepState["DROPPED"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("why", models.TextField()),
                        ("law_document", models.CharField(max_length=200)),
                        ("law_article", models.CharField(max_length=200)),
                        ("law_confirmed", models.BooleanField(default=False, help_text="somebody has read the article")),
                        ("proposed_at", models.DateTimeField()),
                        ("hear_by", models.DateField()),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("body", models.CharField(blank=True, help_text="where a referral went", max_length=120)),
                        ("document", models.CharField(blank=True, max_length=80)),
                        ("document_on", models.DateField(blank=True, null=True)),
                        ("reply", models.TextField(blank=True, help_text="what the competent body answered")),
                        ("replied_on", models.DateField(blank=True, null=True)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="conduct.conductrecord"
                            ),
                        ),
                        (
                            "settled_by",
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
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LeaderPromise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("text", models.CharField(max_length=500)),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.conduct.leader_rules.Where["RECEPTION"],
                                        thanthien.conduct.leader_rules.Where["RECEPTION"],
                                    ),
                                    (
                                        thanthien.conduct.leader_rules.Where["DIALOGUE"],
                                        thanthien.conduct.leader_rules.Where["DIALOGUE"],
                                    ),
                                    (
                                        thanthien.conduct.leader_rules.Where["MEETING"],
                                        thanthien.conduct.leader_rules.Where["MEETING"],
                                    ),
                                    (
                                        thanthien.conduct.leader_rules.Where["VISIT"],
                                        thanthien.conduct.leader_rules.Where["VISIT"],
                                    ),
                                    (
                                        thanthien.conduct.leader_rules.Where["POSTED"],
                                        thanthien.conduct.leader_rules.Where["POSTED"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("made_on", models.DateField()),
                        ("due", models.DateField()),
                        ("public", models.BooleanField(default=False, help_text="stands on the commune's page")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.conduct.leader_rules.Outcome["KEPT"],
                                        thanthien.conduct.leader_rules.Outcome["KEPT"],
                                    ),
                                    (
                                        thanthien.conduct.leader_rules.Outcome["BROKEN"],
                                        thanthien.conduct.leader_rules.Outcome["BROKEN"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("outcome_text", models.CharField(blank=True, max_length=500)),
                        ("document", models.CharField(blank=True, max_length=80)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        ("noted_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-made_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReceptionHeld",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("held", models.BooleanField()),
                        ("people", models.PositiveSmallIntegerField(default=0)),
                        ("why", models.CharField(blank=True, max_length=200)),
                        ("noted_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "stand_in",
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
                    options={
                        "ordering": ["-day", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SelfProgramme",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveIntegerField()),
                        ("promise", models.TextField()),
                        ("promise_at", models.DateTimeField()),
                        ("mid", models.TextField(blank=True)),
                        ("mid_at", models.DateTimeField(blank=True, null=True)),
                        ("review", models.TextField(blank=True)),
                        ("review_at", models.DateTimeField(blank=True, null=True)),
                        ("remark", models.TextField(blank=True)),
                        ("remark_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "remark_by",
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
                    options={
                        "ordering": ["-year", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SupervisionVisit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("place", models.CharField(max_length=80)),
                        ("checks", models.JSONField(default=dict)),
                        ("noted_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "visitor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-day", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("what", models.CharField(max_length=300)),
                        ("due", models.DateField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="conduct.supervisionvisit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="VisitPhoto",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("digest", models.CharField(help_text="SHA-256 of the clean file", max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("added_by", models.CharField(max_length=60)),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="conduct.supervisionvisit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="YearSet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveIntegerField()),
                        (
                            "code",
                            models.CharField(blank=True, help_text="of a shipped set; empty = the unit's own", max_length=40),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (thanthien.conduct.rules.SetKind["PERSON"], thanthien.conduct.rules.SetKind["PERSON"]),
                                    (
                                        thanthien.conduct.rules.SetKind["COLLECTIVE"],
                                        thanthien.conduct.rules.SetKind["COLLECTIVE"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("body", models.TextField(help_text="a line each; a line that begins with # is a heading")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "confirmed",
                            models.BooleanField(default=False, help_text="somebody has read the words in their source"),
                        ),
                        ("chosen_by", models.CharField(max_length=60)),
                        ("chosen_at", models.DateTimeField()),
                        ("dropped", models.BooleanField(default=False)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Pledge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("signed_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "chosen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pledges", to="conduct.yearset"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddIndex(
                    model_name="conductrecord",
                    index=models.Index(fields=["unit", "officer", "expires_on"], name="record_of_officer"),
                ),
                migrations.AddConstraint(
                    model_name="conductrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decision", "")),
                            models.Q(("decided_at__isnull", False), models.Q(("decision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="conduct_decision_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conductrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("decision", ""), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="conduct_decision_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conductrules",
                    constraint=models.UniqueConstraint(fields=("unit", "version"), name="one_conduct_version"),
                ),
                migrations.AddConstraint(
                    model_name="conductrules",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("unit",), name="one_conduct_draft"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conductrules",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review_by__isnull", True), ("state", "draft"), ("valid_from__isnull", True)),
                            models.Q(("review_by__isnull", False), ("state", "decided"), ("valid_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="decided_conduct_has_days",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplinestep",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")), fields=("record",), name="one_step_proposed"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplinestep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "proposed")),
                            models.Q(models.Q(("state", "proposed"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_step_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplinestep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_on__isnull", False), ("state", "taken")),
                            models.Q(models.Q(("state", "taken"), _negated=True), ("expires_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="taken_step_ends",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplinestep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "referral"), ("state", "taken"), _negated=True),
                            models.Q(
                                models.Q(("body", ""), _negated=True),
                                models.Q(("document", ""), _negated=True),
                                ("document_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="referral_says_where",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="leaderpromise",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due__gte", models.F("made_on"))), name="promise_due_after_made"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="leaderpromise",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_text", ""), ("settled_on__isnull", True)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("settled_on__isnull", False),
                                models.Q(("outcome_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settled_promise_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receptionheld",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("officer", "day"),
                        name="one_reception_note_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receptionheld",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held", True), ("stand_in__isnull", True), ("why", "")),
                            models.Q(("held", False), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="missed_reception_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="selfprogramme",
                    constraint=models.UniqueConstraint(fields=("officer", "year"), name="one_programme_a_year"),
                ),
                migrations.AddConstraint(
                    model_name="selfprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("remark_at__isnull", True), ("review_at__isnull", False), _connector="OR"),
                        name="remark_after_review",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visitphoto",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("visit", "digest"),
                        name="one_visit_photo_a_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="yearset",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("unit", "year", "code"),
                        name="one_shipped_set_a_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pledge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)), fields=("officer", "chosen"), name="signed_once"
                    ),
                ),
            ]
        )
    ]
