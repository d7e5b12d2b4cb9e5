import django.db.models.deletion
import thanthien.eforms.home_rules
import thanthien.eforms.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 2: an office that has taken those goes on from here.
    replaces = [
        ("eforms", "0001_first_declarations"),
        ("eforms", "0002_home_drafts"),
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
                    name="Answers",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("form", models.CharField(max_length=40)),
                        ("version", models.CharField(max_length=12)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.eforms.rules.State["DRAFT"], thanthien.eforms.rules.State["DRAFT"]),
                                    (thanthien.eforms.rules.State["FINAL"], thanthien.eforms.rules.State["FINAL"]),
                                    (thanthien.eforms.rules.State["DROPPED"], thanthien.eforms.rules.State["DROPPED"]),
                                    (thanthien.eforms.rules.State["FORGOTTEN"], thanthien.eforms.rules.State["FORGOTTEN"]),
                                ],
                                default=thanthien.eforms.rules.State["DRAFT"],
                                max_length=10,
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                blank=True, help_text="`dossier:12`: text, because dossiers stand above this room", max_length=60
                            ),
                        ),
                        (
                            "data",
                            models.JSONField(
                                blank=True, default=dict, help_text="field of the form → text; forgotten when it was put away"
                            ),
                        ),
                        ("begun_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                ),
                migrations.CreateModel(
                    name="HomeDraft",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("form", models.CharField(max_length=40)),
                        ("version", models.CharField(max_length=12)),
                        (
                            "procedure",
                            models.CharField(
                                blank=True, help_text="code of the procedure whose page it was begun from", max_length=40
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("writing", "writing"), ("ready", "ready"), ("taken", "taken"), ("dropped", "dropped")],
                                default=thanthien.eforms.home_rules.HomeState["WRITING"],
                                max_length=10,
                            ),
                        ),
                        ("digest", models.CharField(help_text="keyed digest of its code", max_length=32, unique=True)),
                        (
                            "address_digest",
                            models.CharField(blank=True, help_text="of the address of the net it was begun from", max_length=32),
                        ),
                        (
                            "data",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="field of the form → text; empty once it was taken at the counter",
                            ),
                        ),
                        ("begun_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Named",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("digest", models.CharField(help_text="keyed digest of the 12 digits", max_length=32)),
                        (
                            "answers",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="named", to="eforms.answers"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="answers",
                    index=models.Index(fields=["unit", "state", "-changed_at"], name="answers_by_state"),
                ),
                migrations.AddIndex(
                    model_name="answers",
                    index=models.Index(
                        condition=models.Q(("about", ""), _negated=True), fields=["unit", "about"], name="answers_about"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answers",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "final", "dropped", "forgotten"])), name="answers_state"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answers",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.eforms.rules.State["FINAL"]), _negated=True),
                            ("finished_at__isnull", False),
                            _connector="OR",
                        ),
                        name="final_answers_have_a_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answers",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.eforms.rules.State["FORGOTTEN"]), _negated=True),
                            ("data", {}),
                            _connector="OR",
                        ),
                        name="forgotten_answers_are_empty",
                    ),
                ),
                migrations.AddIndex(
                    model_name="homedraft",
                    index=models.Index(fields=["unit", "changed_at"], name="home_draft_by_age"),
                ),
                migrations.AddIndex(
                    model_name="homedraft",
                    index=models.Index(fields=["unit", "address_digest", "begun_at"], name="home_draft_by_address"),
                ),
                migrations.AddConstraint(
                    model_name="homedraft",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["writing", "ready", "taken", "dropped"])), name="home_draft_state"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="homedraft",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.eforms.home_rules.HomeState["TAKEN"]), _negated=True),
                            ("data", {}),
                            _connector="OR",
                        ),
                        name="taken_home_drafts_empty",
                    ),
                ),
                migrations.AddIndex(
                    model_name="named",
                    index=models.Index(fields=["unit", "digest"], name="named_by_digest"),
                ),
                migrations.AddConstraint(
                    model_name="named",
                    constraint=models.UniqueConstraint(fields=("answers", "digest"), name="named_once_a_declaration"),
                ),
            ]
        )
    ]
