import django.db.models.deletion
import thanthien.ratings.follow_rules
import thanthien.ratings.survey_rules
import thanthien.shared.codes
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 3: an office that has taken those goes on from here.
    replaces = [
        ("ratings", "0001_initial"),
        ("ratings", "0002_alter_rating_device"),
        ("ratings", "0003_follow_up_and_surveys"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("visits", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.ratings.follow_rules.State["OPEN"], thanthien.ratings.follow_rules.State["OPEN"]),
                                    (
                                        thanthien.ratings.follow_rules.State["CLOSED"],
                                        thanthien.ratings.follow_rules.State["CLOSED"],
                                    ),
                                    (
                                        thanthien.ratings.follow_rules.State["DROPPED"],
                                        thanthien.ratings.follow_rules.State["DROPPED"],
                                    ),
                                ],
                                default=thanthien.ratings.follow_rules.State["OPEN"],
                                max_length=8,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("due", models.DateField()),
                        ("law", models.CharField(help_text="version of the law data that gave the day", max_length=20)),
                        (
                            "late_at",
                            models.DateTimeField(blank=True, help_text="when the clock found it past its day", null=True),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.ratings.follow_rules.Outcome["RECONCILED"],
                                        thanthien.ratings.follow_rules.Outcome["RECONCILED"],
                                    ),
                                    (
                                        thanthien.ratings.follow_rules.Outcome["MENDED"],
                                        thanthien.ratings.follow_rules.Outcome["MENDED"],
                                    ),
                                    (
                                        thanthien.ratings.follow_rules.Outcome["EXPLAINED"],
                                        thanthien.ratings.follow_rules.Outcome["EXPLAINED"],
                                    ),
                                    (
                                        thanthien.ratings.follow_rules.Outcome["UNREACHED"],
                                        thanthien.ratings.follow_rules.Outcome["UNREACHED"],
                                    ),
                                    (
                                        thanthien.ratings.follow_rules.Outcome["UNFOUNDED"],
                                        thanthien.ratings.follow_rules.Outcome["UNFOUNDED"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("said", models.TextField(blank=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
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
                    name="FollowStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    (thanthien.ratings.follow_rules.Way["CALL"], thanthien.ratings.follow_rules.Way["CALL"]),
                                    (thanthien.ratings.follow_rules.Way["HEAR"], thanthien.ratings.follow_rules.Way["HEAR"]),
                                    (thanthien.ratings.follow_rules.Way["LETTER"], thanthien.ratings.follow_rules.Way["LETTER"]),
                                    (thanthien.ratings.follow_rules.Way["COACH"], thanthien.ratings.follow_rules.Way["COACH"]),
                                    (thanthien.ratings.follow_rules.Way["MEND"], thanthien.ratings.follow_rules.Way["MEND"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "follow_up",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="ratings.followup"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("officer_login", models.CharField(blank=True, max_length=40)),
                        (
                            "served_on",
                            models.DateField(help_text="the day of the service it speaks of; figures count by this day"),
                        ),
                        ("attitude", models.PositiveSmallIntegerField(blank=True, help_text="1 worst … 5 best", null=True)),
                        ("work", models.PositiveSmallIntegerField(blank=True, help_text="1 worst … 5 best", null=True)),
                        ("reasons", models.JSONField(default=list)),
                        ("channel", models.CharField(help_text="tablet, phone", max_length=10)),
                        (
                            "seconds",
                            models.PositiveIntegerField(blank=True, help_text="from question shown to answer", null=True),
                        ),
                        (
                            "device",
                            models.CharField(
                                blank=True, help_text="digest of the device, another each day; to see bursts", max_length=32
                            ),
                        ),
                        ("set_aside", models.CharField(blank=True, help_text="why it is not counted; it is kept", max_length=20)),
                        ("at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rating", to="visits.visit"
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="followup",
                    name="rating",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="follow_up", to="ratings.rating"
                    ),
                ),
                migrations.CreateModel(
                    name="SurveyForm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("title", models.CharField(max_length=120)),
                        ("audience", models.CharField(max_length=120)),
                        ("staff", models.BooleanField(default=False, help_text="officers answer it")),
                        ("body", models.TextField()),
                        ("dropped", models.BooleanField(default=False)),
                        ("changed_by", models.CharField(max_length=60)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["title", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyRound",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "code",
                            models.CharField(
                                blank=True, help_text="of a form that ships; empty for the unit's own", max_length=20
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("audience", models.CharField(max_length=120)),
                        ("staff", models.BooleanField(default=False)),
                        ("body", models.TextField()),
                        ("document", models.CharField(blank=True, max_length=200)),
                        ("confirmed", models.BooleanField(help_text="the words were compared with their source")),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("formula", models.CharField(max_length=20)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        (
                            "population",
                            models.PositiveIntegerField(blank=True, help_text="N, how many could be asked", null=True),
                        ),
                        ("opened_by", models.CharField(max_length=60)),
                        ("opened_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, help_text="ended before its last day", null=True)),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="ratings.surveyform",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-first", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.ratings.survey_rules.Channel["WEB"],
                                        thanthien.ratings.survey_rules.Channel["WEB"],
                                    ),
                                    (
                                        thanthien.ratings.survey_rules.Channel["PAPER"],
                                        thanthien.ratings.survey_rules.Channel["PAPER"],
                                    ),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("levels", models.JSONField(default=dict)),
                        ("remark", models.TextField(blank=True)),
                        (
                            "set_aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.ratings.survey_rules.Aside["OWN_DEVICE"],
                                        thanthien.ratings.survey_rules.Aside["OWN_DEVICE"],
                                    ),
                                    (
                                        thanthien.ratings.survey_rules.Aside["TOO_FAST"],
                                        thanthien.ratings.survey_rules.Aside["TOO_FAST"],
                                    ),
                                    (
                                        thanthien.ratings.survey_rules.Aside["PARTIAL"],
                                        thanthien.ratings.survey_rules.Aside["PARTIAL"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, help_text="typed by mistake", null=True)),
                        (
                            "typed_by",
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="ratings.surveyround"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyTicket",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField()),
                        ("code", models.CharField(default=thanthien.shared.codes.random_code, max_length=12, unique=True)),
                        ("used", models.BooleanField(default=False)),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tickets", to="ratings.surveyround"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["number", "pk"],
                    },
                ),
                migrations.AddIndex(
                    model_name="rating",
                    index=models.Index(fields=["unit", "served_on"], name="rating_by_day"),
                ),
                migrations.AddIndex(
                    model_name="rating",
                    index=models.Index(
                        condition=models.Q(("device", ""), _negated=True), fields=["device", "at"], name="rating_by_device"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rating",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("attitude__isnull", False), ("work__isnull", False), _connector="OR"),
                        name="rating_says_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rating",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attitude__isnull", True), ("attitude__range", (1, 5)), _connector="OR"),
                            models.Q(("work__isnull", True), ("work__range", (1, 5)), _connector="OR"),
                        ),
                        name="rating_levels",
                    ),
                ),
                migrations.AddIndex(
                    model_name="followup",
                    index=models.Index(fields=["unit", "state", "due"], name="follow_up_by_due"),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", thanthien.ratings.follow_rules.State["CLOSED"]),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("outcome", ""),
                                models.Q(("state", thanthien.ratings.follow_rules.State["CLOSED"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_closed_says_what_came",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="survey_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(models.Q(("code", ""), _negated=True), ("form__isnull", False), _connector="OR"),
                        name="survey_has_a_form",
                    ),
                ),
                migrations.AddIndex(
                    model_name="surveyanswer",
                    index=models.Index(fields=["unit", "round"], name="survey_answers"),
                ),
                migrations.AddConstraint(
                    model_name="surveyanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", thanthien.ratings.survey_rules.Channel["PAPER"]), ("typed_by__isnull", False)),
                            models.Q(("channel", thanthien.ratings.survey_rules.Channel["WEB"]), ("typed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="survey_paper_has_a_typist",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyticket",
                    constraint=models.UniqueConstraint(fields=("round", "number"), name="one_survey_ticket_a_number"),
                ),
            ]
        )
    ]
