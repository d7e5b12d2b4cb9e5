import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 5: an office that has taken those goes on from here.
    replaces = [
        ("indicators", "0001_initial"),
        ("indicators", "0002_folded_alter_dailytally_part"),
        ("indicators", "0003_look_alerts"),
        ("indicators", "0004_scores"),
        ("indicators", "0005_score_days"),
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
                    name="Folded",
                    fields=[
                        ("unit", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        ("seq", models.BigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="DailyTally",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("day", models.DateField()),
                        ("key", models.CharField(max_length=40)),
                        ("part", models.CharField(blank=True, max_length=60)),
                        ("value", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "key", "day"], name="tally_series")],
                        "constraints": [models.UniqueConstraint(fields=("unit", "day", "key", "part"), name="one_tally_a_key")],
                    },
                ),
                migrations.CreateModel(
                    name="DossierScore",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("dossier", models.BigIntegerField(help_text="its id; a tally has no foreign key")),
                        ("who", models.CharField(blank=True, max_length=40)),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("day", models.DateField(help_text="the result was ready")),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("procedure", models.CharField(blank=True, max_length=12)),
                        ("online", models.BooleanField(default=False)),
                        ("p1", models.SmallIntegerField(blank=True, null=True)),
                        ("p2", models.SmallIntegerField(blank=True, null=True)),
                        ("p3", models.SmallIntegerField(blank=True, null=True)),
                        ("p4", models.SmallIntegerField(blank=True, null=True)),
                        ("p7", models.SmallIntegerField(blank=True, null=True)),
                        ("mistakes", models.PositiveSmallIntegerField(default=0, help_text="ours, by this officer")),
                        ("backs", models.PositiveSmallIntegerField(default=0, help_text="steps sent back to this officer")),
                        ("facts", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["unit", "who", "-day"], name="score_of_officer"),
                            models.Index(fields=["unit", "day"], name="score_by_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "dossier", "who"), name="one_score_a_dossier_and_officer")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookAlert",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("officer", models.CharField(help_text="login", max_length=40)),
                        ("day", models.DateField()),
                        ("files", models.PositiveIntegerField(help_text="when the clock saw it; the tally goes on")),
                        ("at", models.DateTimeField()),
                        ("noted_by", models.CharField(blank=True, help_text="login of the leader", max_length=40)),
                        ("noted_at", models.DateTimeField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "-day"], name="look_alert_by_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "officer", "day"), name="one_look_alert_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("noted_at__isnull", True),
                                    models.Q(models.Q(("noted_by", ""), _negated=True), models.Q(("note", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="noted_alert_has_note",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("day", models.DateField(help_text="the results were ready")),
                        ("who", models.CharField(blank=True, max_length=40)),
                        ("n", models.PositiveIntegerField(default=0)),
                        ("s1", models.PositiveIntegerField(default=0)),
                        ("n1", models.PositiveIntegerField(default=0)),
                        ("s2", models.PositiveIntegerField(default=0)),
                        ("n2", models.PositiveIntegerField(default=0)),
                        ("s3", models.PositiveIntegerField(default=0)),
                        ("n3", models.PositiveIntegerField(default=0)),
                        ("s4", models.PositiveIntegerField(default=0)),
                        ("n4", models.PositiveIntegerField(default=0)),
                        ("s7", models.PositiveIntegerField(default=0)),
                        ("n7", models.PositiveIntegerField(default=0)),
                        ("kept", models.PositiveIntegerField(default=0)),
                        ("whole", models.PositiveIntegerField(default=0)),
                        ("slips", models.PositiveIntegerField(default=0)),
                        ("sent", models.PositiveIntegerField(default=0)),
                        ("groups", models.JSONField(default=list)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "day", "who"), name="one_score_a_day_and_officer")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreAnswer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("index", models.PositiveSmallIntegerField(help_text="1 to 9; 0 = mistakes and steps sent back")),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quarter", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("reply", models.TextField(blank=True)),
                        ("replied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "replied_by",
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
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dossier__isnull", True)),
                                fields=("officer", "year", "quarter", "index"),
                                name="one_answer_a_figure",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("dossier__isnull", False)),
                                fields=("officer", "dossier", "index"),
                                name="one_answer_a_dossier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dossier__isnull", False), ("quarter__isnull", True), ("year__isnull", True)),
                                    models.Q(("dossier__isnull", True), ("quarter__isnull", False), ("year__isnull", False)),
                                    _connector="OR",
                                ),
                                name="score_answer_to_a_figure_or_a_dossier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replied_at__isnull", True), ("reply", "")),
                                    models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="score_reply_has_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreNote",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "ground",
                            models.CharField(
                                choices=[("applicant", "applicant"), ("other_body", "other_body"), ("complaint", "complaint")],
                                max_length=12,
                            ),
                        ),
                        ("about", models.BigIntegerField(default=0, help_text="position of the request that it speaks of")),
                        ("who", models.CharField(blank=True, help_text="login of whom a complaint speaks of", max_length=40)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "undone_by",
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
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("dossier", "ground", "about", "who"),
                                name="one_note_that_stands",
                            ),
                            models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="score_note_says_why"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="score_note_undone_by_somebody",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
