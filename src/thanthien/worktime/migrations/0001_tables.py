import django.db.models.deletion
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    replaces = [("worktime", "0001_own_time")]  # an office that has taken it goes on from here
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Timetable",
                    fields=[
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="timetable",
                                serialize=False,
                                to="people.unit",
                            ),
                        ),
                        ("stamp", models.CharField(max_length=32)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OwnDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("holiday", "holiday"),
                                    ("compensatory", "compensatory"),
                                    ("swap_off", "swap_off"),
                                    ("swap_work", "swap_work"),
                                    ("local_off", "local_off"),
                                    ("plain", "plain"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("name_en", models.CharField(blank=True, max_length=80)),
                        ("document", models.CharField(blank=True, max_length=120)),
                        (
                            "status",
                            models.CharField(choices=[("official", "official"), ("provisional", "provisional")], max_length=12),
                        ),
                        ("swap_with", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("made_by", models.CharField(max_length=60)),
                        ("made_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "day"), name="one_own_day_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ("swap_off", "swap_work")), ("swap_with__isnull", False)),
                                    models.Q(
                                        models.Q(("kind__in", ("swap_off", "swap_work")), _negated=True),
                                        ("swap_with__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="own_swap_names_its_other_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnHours",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("hours", models.JSONField(help_text="see WeeklyHours.from_dict")),
                        ("basis", models.CharField(blank=True, help_text="the decision that says so", max_length=160)),
                        ("made_by", models.CharField(max_length=60)),
                        ("made_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["valid_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                                ),
                                name="own_hours_end_after_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("unit", "valid_from"),
                                name="one_lasting_change_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnYear",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "status",
                            models.CharField(choices=[("official", "official"), ("provisional", "provisional")], max_length=12),
                        ),
                        ("document", models.CharField(max_length=160)),
                        ("digest", models.CharField(blank=True, max_length=16)),
                        ("made_by", models.CharField(max_length=60)),
                        ("made_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["year"],
                        "constraints": [models.UniqueConstraint(fields=("unit", "year"), name="one_own_year_a_year")],
                    },
                ),
            ]
        )
    ]
