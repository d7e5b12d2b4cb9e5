import django.db.models.deletion
import thanthien.shared.codes
import uuid
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    replaces = [("visits", "0001_initial")]  # an office that has taken it goes on from here
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("started_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "public_code",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="opens the phone page of the ticket",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        (
                            "rating_token",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="one rating, once",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(default="kiosk", help_text="kiosk, guide, counter, roll, home", max_length=10),
                        ),
                        (
                            "citizen",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="people.citizen",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                                ),
                                name="visit_ends_after_start",
                            )
                        ],
                    },
                ),
            ]
        )
    ]
