from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 4: an office that has taken those goes on from here.
    replaces = [
        ("journal", "0001_initial"),
        ("journal", "0003_access_through"),
        ("journal", "0004_delivery_in_order"),
        ("journal", "0005_marks"),
    ]
    initial = True

    dependencies = []

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Chain",
                    fields=[
                        ("unit", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        ("seq", models.BigIntegerField(default=0)),
                        (
                            "head",
                            models.CharField(
                                default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Lease",
                    fields=[
                        ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("holder", models.CharField(max_length=60)),
                        ("until", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        ("unit", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        ("mark", models.CharField(max_length=32)),
                    ],
                ),
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("officer", models.CharField(max_length=60)),
                        ("person", models.CharField(help_text="keyed digest or id, never a name", max_length=40)),
                        ("subject", models.CharField(max_length=60)),
                        ("reason", models.CharField(max_length=40)),
                        ("slot", models.DateTimeField(help_text="start of the ten minutes")),
                        ("at", models.DateTimeField()),
                        (
                            "through",
                            models.CharField(
                                blank=True, help_text="token of the programme that opened it", max_length=40, null=True
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["unit", "slot"], name="access_by_slot"),
                            models.Index(fields=["subject"], name="access_by_subject"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "officer", "person", "subject", "slot"), name="one_access_in_ten_minutes"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("scope", models.CharField(max_length=60)),
                        ("key", models.CharField(max_length=80)),
                        ("asked", models.CharField(help_text="keyed digest of the request", max_length=32)),
                        ("result", models.JSONField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("scope", "key"), name="one_answer_a_key")],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("follower", models.CharField(max_length=40)),
                        ("unit", models.CharField(max_length=12)),
                        ("seq", models.BigIntegerField()),
                        ("target", models.CharField(max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "Due"), ("taken", "Taken"), ("done", "Done"), ("dead", "Dead")],
                                default="due",
                                max_length=8,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("next_try", models.DateTimeField()),
                        ("last_error", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "next_try"], name="delivery_due"),
                            models.Index(fields=["follower", "target", "state", "seq"], name="delivery_in_order"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("follower", "unit", "seq", "target"), name="one_delivery_an_entry")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("seq", models.BigIntegerField()),
                        ("act", models.CharField(db_index=True, max_length=32)),
                        ("kind", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("written_at", models.DateTimeField()),
                        ("actor", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=60)),
                        ("visit", models.CharField(blank=True, max_length=32)),
                        ("body", models.TextField()),
                        ("rows", models.TextField()),
                        ("prev", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "seq"], name="entry_by_subject"),
                            models.Index(
                                condition=models.Q(("visit", ""), _negated=True), fields=["visit"], name="entry_by_visit"
                            ),
                            models.Index(
                                condition=models.Q(("kind", "accesses.sealed")), fields=["unit", "-seq"], name="entry_of_seal"
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("unit", "seq"), name="one_entry_a_position")],
                    },
                ),
                migrations.CreateModel(
                    name="Follower",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=40)),
                        ("unit", models.CharField(max_length=12)),
                        ("seq", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("name", "unit"), name="one_position_a_follower")],
                    },
                ),
                migrations.CreateModel(
                    name="Serial",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("name", models.CharField(max_length=60)),
                        ("value", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="one_serial_a_name")],
                    },
                ),
            ]
        )
    ]
