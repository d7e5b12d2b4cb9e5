import django.db.models.deletion
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 4: an office that has taken those goes on from here.
    replaces = [
        ("queueing", "0001_initial"),
        ("queueing", "0002_queue_order"),
        ("queueing", "0003_own_voice"),
        ("queueing", "0004_numbers_apart"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("visits", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="OwnVoice",
                    fields=[
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="people.unit",
                            ),
                        ),
                        ("on", models.BooleanField(default=False)),
                        ("clips", models.JSONField(default=dict, help_text="name of the clip → file and milliseconds")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NumberBlock",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("letter", models.CharField(max_length=2)),
                        ("first", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField()),
                        ("kiosk", models.CharField(help_text="who holds it: device:kiosk-1", max_length=60)),
                        (
                            "key_digest",
                            models.CharField(
                                help_text="of the key that came with it: whoever has the key gave its numbers", max_length=32
                            ),
                        ),
                        ("reserved_at", models.DateTimeField()),
                        (
                            "released_at",
                            models.DateTimeField(blank=True, help_text="what was not given until then is annulled", null=True),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("letter", models.CharField(max_length=2)),
                        ("name", models.CharField(max_length=40)),
                        ("examples", models.CharField(blank=True, max_length=160)),
                        ("pictogram", models.CharField(default="papers", max_length=30)),
                        ("fields", models.JSONField(default=list, help_text="field codes of procedures; empty for return, help")),
                        (
                            "kind",
                            models.CharField(
                                default="intake", help_text="intake, return (trả kết quả), help (chưa rõ việc)", max_length=10
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("active", models.BooleanField(default=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="people.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order", "letter"],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceCounter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("rank", models.PositiveSmallIntegerField(default=0)),
                        (
                            "counter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="service_links", to="people.counter"
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="at_counters", to="queueing.service"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Ticket",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("letter", models.CharField(max_length=2)),
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(default="waiting", help_text="see the state table in rules.py", max_length=10),
                        ),
                        (
                            "priority",
                            models.CharField(blank=True, help_text="class of priority, empty = ordinary", max_length=20),
                        ),
                        ("taken_at", models.DateTimeField(help_text="time at the device, bounded; the order comes from it")),
                        (
                            "order",
                            models.BigIntegerField(
                                help_text="place in the queue: smaller first; kept when the person comes back"
                            ),
                        ),
                        (
                            "bound",
                            models.PositiveSmallIntegerField(
                                default=3, help_text="how many who came later may be called before it"
                            ),
                        ),
                        (
                            "overtaken",
                            models.PositiveSmallIntegerField(default=0, help_text="how many were; it follows from the calls"),
                        ),
                        ("called_at", models.DateTimeField(blank=True, null=True)),
                        ("served_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("calls", models.PositiveSmallIntegerField(default=0)),
                        ("absent_until", models.DateTimeField(blank=True, null=True)),
                        ("officer_login", models.CharField(blank=True, help_text="who called it last", max_length=40)),
                        (
                            "channel",
                            models.CharField(
                                default="kiosk", help_text="kiosk, guide, counter, roll, phone, offline", max_length=10
                            ),
                        ),
                        (
                            "taken_by",
                            models.CharField(blank=True, help_text="who pressed: device:kiosk-1, officer:ngoc", max_length=60),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="people.counter",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tickets", to="queueing.service"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tickets", to="visits.visit"
                            ),
                        ),
                        (
                            "wanted_counter",
                            models.ForeignKey(
                                blank=True,
                                help_text="transferred to this counter only",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.counter",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RefusedNumber",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField()),
                        (
                            "service",
                            models.CharField(help_text="letter of the service that was tapped; it may be gone", max_length=2),
                        ),
                        ("priority", models.CharField(blank=True, max_length=20)),
                        ("taken_at", models.DateTimeField()),
                        ("refused_at", models.DateTimeField()),
                        ("reason", models.CharField(help_text="see apart.REASONS", max_length=10)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "block",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="refused", to="queueing.numberblock"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "ticket",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="queueing.ticket",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ClosedDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("closed_at", models.DateTimeField()),
                        ("served", models.PositiveIntegerField()),
                        ("no_show", models.PositiveIntegerField()),
                        (
                            "waiting",
                            models.PositiveIntegerField(
                                help_text="had a number and were not called when the day ended at midnight"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("unit", "day"), name="one_close_a_day")],
                    },
                ),
                migrations.AddIndex(
                    model_name="numberblock",
                    index=models.Index(fields=["unit", "kiosk", "day"], name="block_of_kiosk"),
                ),
                migrations.AddConstraint(
                    model_name="numberblock",
                    constraint=models.UniqueConstraint(fields=("unit", "day", "letter", "first"), name="block_begins_once"),
                ),
                migrations.AddConstraint(
                    model_name="numberblock",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="block_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="service",
                    constraint=models.UniqueConstraint(fields=("unit", "letter"), name="one_service_a_letter"),
                ),
                migrations.AddConstraint(
                    model_name="servicecounter",
                    constraint=models.UniqueConstraint(fields=("service", "counter"), name="service_once_a_counter"),
                ),
                migrations.AddIndex(
                    model_name="ticket",
                    index=models.Index(fields=["unit", "day", "state", "order"], name="ticket_queue"),
                ),
                migrations.AddIndex(
                    model_name="ticket",
                    index=models.Index(fields=["unit", "day", "order"], name="ticket_by_order"),
                ),
                migrations.AddIndex(
                    model_name="ticket",
                    index=models.Index(
                        condition=models.Q(("state", "done")), fields=["unit", "-ended_at"], name="ticket_lately_done"
                    ),
                ),
                migrations.AddIndex(
                    model_name="ticket",
                    index=models.Index(fields=["unit", "taken_by", "taken_at"], name="ticket_pace_of_device"),
                ),
                migrations.AddConstraint(
                    model_name="ticket",
                    constraint=models.UniqueConstraint(fields=("unit", "day", "letter", "number"), name="one_ticket_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="ticket",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "serving"])),
                        fields=("counter",),
                        name="one_open_ticket_a_counter",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ticket",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["called", "serving"]), _negated=True),
                            ("counter__isnull", False),
                            _connector="OR",
                        ),
                        name="called_ticket_has_counter",
                    ),
                ),
                migrations.AddIndex(
                    model_name="refusednumber",
                    index=models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["unit", "refused_at"], name="refused_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refusednumber",
                    constraint=models.UniqueConstraint(fields=("block", "number"), name="one_refusal_a_number"),
                ),
            ]
        )
    ]
