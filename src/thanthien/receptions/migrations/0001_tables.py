import django.db.models.deletion
import thanthien.receptions.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    replaces = [("receptions", "0001_initial")]  # an office that has taken it goes on from here
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="ReceptionLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("day", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("name", models.CharField(max_length=80)),
                        ("name_fold", models.CharField(max_length=80)),
                        ("address", models.CharField(blank=True, max_length=160)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        (
                            "id_last",
                            models.CharField(
                                blank=True, help_text="last four digits of the card; the whole number is not kept", max_length=4
                            ),
                        ),
                        ("people", models.PositiveSmallIntegerField(default=1)),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.receptions.rules.Matter["COMPLAINT"],
                                        thanthien.receptions.rules.Matter["COMPLAINT"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Matter["DENUNCIATION"],
                                        thanthien.receptions.rules.Matter["DENUNCIATION"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Matter["PROPOSAL"],
                                        thanthien.receptions.rules.Matter["PROPOSAL"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Matter["FEEDBACK"],
                                        thanthien.receptions.rules.Matter["FEEDBACK"],
                                    ),
                                    (thanthien.receptions.rules.Matter["REPORT"], thanthien.receptions.rules.Matter["REPORT"]),
                                    (
                                        thanthien.receptions.rules.Matter["QUESTION"],
                                        thanthien.receptions.rules.Matter["QUESTION"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("content", models.CharField(max_length=500)),
                        ("content_fold", models.CharField(max_length=500)),
                        ("settled_by", models.CharField(blank=True, help_text="who decided on it before", max_length=120)),
                        (
                            "course",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.receptions.rules.Course["ANSWERED"],
                                        thanthien.receptions.rules.Course["ANSWERED"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Course["TAKEN_UP"],
                                        thanthien.receptions.rules.Course["TAKEN_UP"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Course["RETURNED"],
                                        thanthien.receptions.rules.Course["RETURNED"],
                                    ),
                                    (
                                        thanthien.receptions.rules.Course["PASSED_ON"],
                                        thanthien.receptions.rules.Course["PASSED_ON"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("passed_to", models.CharField(blank=True, max_length=120)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("result", models.CharField(blank=True, max_length=300)),
                        ("result_on", models.DateField(blank=True, null=True)),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        ("annulled_why", models.CharField(blank=True, max_length=200)),
                        (
                            "officer",
                            models.ForeignKey(
                                help_text="who received them",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "day"], name="reception_by_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "year", "number"), name="one_reception_a_number"),
                            models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="somebody_was_received"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "matter__in",
                                        (
                                            thanthien.receptions.rules.Matter["COMPLAINT"],
                                            thanthien.receptions.rules.Matter["DENUNCIATION"],
                                            thanthien.receptions.rules.Matter["PROPOSAL"],
                                            thanthien.receptions.rules.Matter["FEEDBACK"],
                                            thanthien.receptions.rules.Matter["REPORT"],
                                            thanthien.receptions.rules.Matter["QUESTION"],
                                        ),
                                    )
                                ),
                                name="reception_of_a_known_matter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "course__in",
                                        (
                                            thanthien.receptions.rules.Course["ANSWERED"],
                                            thanthien.receptions.rules.Course["TAKEN_UP"],
                                            thanthien.receptions.rules.Course["RETURNED"],
                                            thanthien.receptions.rules.Course["PASSED_ON"],
                                        ),
                                    )
                                ),
                                name="reception_of_a_known_course",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("course", "passed_on"), models.Q(("passed_to", ""), _negated=True)),
                                    models.Q(models.Q(("course", "passed_on"), _negated=True), ("passed_to", "")),
                                    _connector="OR",
                                ),
                                name="passed_on_says_where",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result", ""), ("result_on__isnull", True)),
                                    models.Q(models.Q(("result", ""), _negated=True), ("result_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_result_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("annulled_at__isnull", True), ("annulled_why", "")),
                                    models.Q(("annulled_at__isnull", False), models.Q(("annulled_why", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="struck_reception_says_why",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
