import django.db.models.deletion
import thanthien.programmes.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 2: an office that has taken those goes on from here.
    replaces = [
        ("programmes", "0001_special_days"),
        ("programmes", "0002_home"),
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
                    name="Programme",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.programmes.rules.Kind["NO_WRITING"],
                                        thanthien.programmes.rules.Kind["NO_WRITING"],
                                    ),
                                    (thanthien.programmes.rules.Kind["SAME_DAY"], thanthien.programmes.rules.Kind["SAME_DAY"]),
                                    (thanthien.programmes.rules.Kind["SATURDAY"], thanthien.programmes.rules.Kind["SATURDAY"]),
                                    (
                                        thanthien.programmes.rules.Kind["AFTER_HOURS"],
                                        thanthien.programmes.rules.Kind["AFTER_HOURS"],
                                    ),
                                    (thanthien.programmes.rules.Kind["HOME"], thanthien.programmes.rules.Kind["HOME"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("weekdays", models.JSONField(default=list, help_text="0 Monday … 6 Sunday")),
                        (
                            "half",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.programmes.rules.Half["MORNING"], thanthien.programmes.rules.Half["MORNING"]),
                                    (thanthien.programmes.rules.Half["AFTERNOON"], thanthien.programmes.rules.Half["AFTERNOON"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "fields",
                            models.JSONField(default=list, help_text="fields of procedures; with `procedures` empty too: all"),
                        ),
                        ("procedures", models.JSONField(default=list, help_text="codes")),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        ("withdrawn", models.BooleanField(default=False)),
                        (
                            "signer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                help_text="signs when the signer is away",
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
                    name="DossierProgramme",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("subject", models.CharField(help_text="as in the journal: dossier:<key>", max_length=60)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.programmes.rules.Kind["NO_WRITING"],
                                        thanthien.programmes.rules.Kind["NO_WRITING"],
                                    ),
                                    (thanthien.programmes.rules.Kind["SAME_DAY"], thanthien.programmes.rules.Kind["SAME_DAY"]),
                                    (thanthien.programmes.rules.Kind["SATURDAY"], thanthien.programmes.rules.Kind["SATURDAY"]),
                                    (
                                        thanthien.programmes.rules.Kind["AFTER_HOURS"],
                                        thanthien.programmes.rules.Kind["AFTER_HOURS"],
                                    ),
                                    (thanthien.programmes.rules.Kind["HOME"], thanthien.programmes.rules.Kind["HOME"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("marked_at", models.DateTimeField()),
                        ("eligible", models.BooleanField()),
                        ("done", models.BooleanField(null=True)),
                        (
                            "why_not",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.programmes.rules.WhyNot["PAPERS"], thanthien.programmes.rules.WhyNot["PAPERS"]),
                                    (
                                        thanthien.programmes.rules.WhyNot["ORGANISATION"],
                                        thanthien.programmes.rules.WhyNot["ORGANISATION"],
                                    ),
                                    (thanthien.programmes.rules.WhyNot["WROTE"], thanthien.programmes.rules.WhyNot["WROTE"]),
                                    (thanthien.programmes.rules.WhyNot["UNSAID"], thanthien.programmes.rules.WhyNot["UNSAID"]),
                                    (thanthien.programmes.rules.WhyNot["LATER"], thanthien.programmes.rules.WhyNot["LATER"]),
                                    (
                                        thanthien.programmes.rules.WhyNot["ANNULLED"],
                                        thanthien.programmes.rules.WhyNot["ANNULLED"],
                                    ),
                                    (thanthien.programmes.rules.WhyNot["REFUSED"], thanthien.programmes.rules.WhyNot["REFUSED"]),
                                    (thanthien.programmes.rules.WhyNot["FAILED"], thanthien.programmes.rules.WhyNot["FAILED"]),
                                    (
                                        thanthien.programmes.rules.WhyNot["CANCELLED"],
                                        thanthien.programmes.rules.WhyNot["CANCELLED"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "signed",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.programmes.rules.Signed["PEN"], thanthien.programmes.rules.Signed["PEN"]),
                                    (thanthien.programmes.rules.Signed["THUMB"], thanthien.programmes.rules.Signed["THUMB"]),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("seen_by", models.CharField(blank=True, help_text="who saw the thumbprint", max_length=80)),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: outside the hours by itself",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.programme",
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="programme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="programme_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="programme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("substitute__isnull", True), ("signer__isnull", False), _connector="OR"),
                        name="substitute_stands_for_a_signer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="programme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("substitute__isnull", True),
                            models.Q(("substitute", models.F("signer")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_stands_for_oneself",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossierprogramme",
                    index=models.Index(fields=["unit", "day", "kind"], name="mark_by_day"),
                ),
                migrations.AddIndex(
                    model_name="dossierprogramme",
                    index=models.Index(condition=models.Q(("done__isnull", True)), fields=["unit", "kind"], name="mark_waiting"),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.UniqueConstraint(fields=("unit", "subject", "kind"), name="one_mark_a_kind"),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done", True), ("eligible", True)), models.Q(("done", True), _negated=True), _connector="OR"
                        ),
                        name="done_was_eligible",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done", False), _negated=True), models.Q(("why_not", ""), _negated=True), _connector="OR"
                        ),
                        name="not_done_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(models.Q(("done", True), _negated=True), ("why_not", ""), _connector="OR"),
                        name="done_has_no_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done__isnull", True), ("settled_at__isnull", True)),
                            models.Q(("done__isnull", False), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierprogramme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed", thanthien.programmes.rules.Signed["THUMB"]), _negated=True),
                            models.Q(("seen_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="thumbprint_has_witness",
                    ),
                ),
            ]
        )
    ]
