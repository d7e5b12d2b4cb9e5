import django.db.models.deletion
import thanthien.messaging.rules
import thanthien.shared.codes
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 2: an office that has taken those goes on from here.
    replaces = [
        ("messaging", "0001_initial"),
        ("messaging", "0002_letters_told"),
    ]
    initial = True

    dependencies = [
        ("dossiers", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("seq", models.BigIntegerField(help_text="position of the entry it follows from")),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.messaging.rules.Event["SUPPLEMENT"],
                                        thanthien.messaging.rules.Event["SUPPLEMENT"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_CANCELLED"],
                                        thanthien.messaging.rules.Event["BOOKING_CANCELLED"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_MOVED"],
                                        thanthien.messaging.rules.Event["BOOKING_MOVED"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_REMINDER"],
                                        thanthien.messaging.rules.Event["BOOKING_REMINDER"],
                                    ),
                                    (thanthien.messaging.rules.Event["LATE"], thanthien.messaging.rules.Event["LATE"]),
                                    (thanthien.messaging.rules.Event["REDATED"], thanthien.messaging.rules.Event["REDATED"]),
                                    (thanthien.messaging.rules.Event["READY"], thanthien.messaging.rules.Event["READY"]),
                                    (thanthien.messaging.rules.Event["LETTER"], thanthien.messaging.rules.Event["LETTER"]),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("subject", models.CharField(help_text="dossier:12, booking:7", max_length=60)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    (thanthien.messaging.rules.Channel["MAIL"], thanthien.messaging.rules.Channel["MAIL"]),
                                    (thanthien.messaging.rules.Channel["ZALO"], thanthien.messaging.rules.Channel["ZALO"]),
                                    (thanthien.messaging.rules.Channel["SMS"], thanthien.messaging.rules.Channel["SMS"]),
                                    (thanthien.messaging.rules.Channel["CALL"], thanthien.messaging.rules.Channel["CALL"]),
                                    (thanthien.messaging.rules.Channel["NONE"], thanthien.messaging.rules.Channel["NONE"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.messaging.rules.State["WAITING"], thanthien.messaging.rules.State["WAITING"]),
                                    (thanthien.messaging.rules.State["SENT"], thanthien.messaging.rules.State["SENT"]),
                                    (thanthien.messaging.rules.State["CALLING"], thanthien.messaging.rules.State["CALLING"]),
                                    (thanthien.messaging.rules.State["TOLD"], thanthien.messaging.rules.State["TOLD"]),
                                    (thanthien.messaging.rules.State["GAVE_UP"], thanthien.messaging.rules.State["GAVE_UP"]),
                                    (
                                        thanthien.messaging.rules.State["UNREACHABLE"],
                                        thanthien.messaging.rules.State["UNREACHABLE"],
                                    ),
                                    (thanthien.messaging.rules.State["REFUSED"], thanthien.messaging.rules.State["REFUSED"]),
                                    (thanthien.messaging.rules.State["MOOT"], thanthien.messaging.rules.State["MOOT"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "recipient",
                            models.CharField(blank=True, help_text="keyed digest of the address or number", max_length=32),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="in the link that ends messages",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("at", models.DateTimeField(help_text="when it happened")),
                        ("send_at", models.DateTimeField(help_text="not before")),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "sending_since",
                            models.DateTimeField(blank=True, help_text="handed to the channel, answer not known yet", null=True),
                        ),
                        (
                            "unsure",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="attempts whose answer was never known: it may come twice"
                            ),
                        ),
                        (
                            "tried",
                            models.CharField(blank=True, help_text="the channel that failed before the call list", max_length=8),
                        ),
                        ("error", models.CharField(blank=True, max_length=200)),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Refusal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("recipient", models.CharField(max_length=32)),
                        ("at", models.DateTimeField()),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Sending",
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
                        ("mail_since", models.DateTimeField(blank=True, null=True)),
                        ("zalo_since", models.DateTimeField(blank=True, null=True)),
                        ("sms_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "calls",
                            models.BooleanField(default=True, help_text="who cannot be written to is put on the call list"),
                        ),
                        ("quiet_from", models.TimeField(help_text="nothing is sent from this hour on")),
                        ("quiet_to", models.TimeField(help_text="nothing is sent before this hour")),
                        ("rest_days", models.BooleanField(default=False, help_text="send on rest days too")),
                        (
                            "together",
                            models.PositiveSmallIntegerField(
                                default=60, help_text="minutes within which messages to one person go as one"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("quiet_to__lt", models.F("quiet_from"))), name="some_hour_is_not_quiet"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.messaging.rules.Event["SUPPLEMENT"],
                                        thanthien.messaging.rules.Event["SUPPLEMENT"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_CANCELLED"],
                                        thanthien.messaging.rules.Event["BOOKING_CANCELLED"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_MOVED"],
                                        thanthien.messaging.rules.Event["BOOKING_MOVED"],
                                    ),
                                    (
                                        thanthien.messaging.rules.Event["BOOKING_REMINDER"],
                                        thanthien.messaging.rules.Event["BOOKING_REMINDER"],
                                    ),
                                    (thanthien.messaging.rules.Event["LATE"], thanthien.messaging.rules.Event["LATE"]),
                                    (thanthien.messaging.rules.Event["REDATED"], thanthien.messaging.rules.Event["REDATED"]),
                                    (thanthien.messaging.rules.Event["READY"], thanthien.messaging.rules.Event["READY"]),
                                    (thanthien.messaging.rules.Event["LETTER"], thanthien.messaging.rules.Event["LETTER"]),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=120)),
                        ("body", models.TextField(blank=True, max_length=2000)),
                        ("short", models.CharField(blank=True, max_length=320)),
                        ("script", models.CharField(blank=True, max_length=500)),
                        ("shipped", models.BooleanField(default=False)),
                        ("valid_from", models.DateTimeField()),
                        ("by", models.CharField(help_text="login of who wrote it", max_length=40)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "message",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="call",
                                serialize=False,
                                to="messaging.message",
                            ),
                        ),
                        ("held_by", models.CharField(blank=True, help_text="login of who is on the line", max_length=40)),
                        ("held_at", models.DateTimeField(blank=True, null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("next_try", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.messaging.rules.Outcome["REACHED"], thanthien.messaging.rules.Outcome["REACHED"]),
                                    (
                                        thanthien.messaging.rules.Outcome["NO_ANSWER"],
                                        thanthien.messaging.rules.Outcome["NO_ANSWER"],
                                    ),
                                    (thanthien.messaging.rules.Outcome["LATER"], thanthien.messaging.rules.Outcome["LATER"]),
                                    (thanthien.messaging.rules.Outcome["WRONG"], thanthien.messaging.rules.Outcome["WRONG"]),
                                    (thanthien.messaging.rules.Outcome["THROUGH"], thanthien.messaging.rules.Outcome["THROUGH"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "before",
                            models.JSONField(default=dict, help_text="as it stood before the last outcome, for taking it back"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(fields=["unit", "state", "send_at"], name="message_work"),
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(
                        condition=models.Q(("recipient", ""), _negated=True),
                        fields=["unit", "recipient", "-sent_at"],
                        name="message_last_to",
                    ),
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(fields=["subject"], name="message_about"),
                ),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.UniqueConstraint(fields=("unit", "seq"), name="one_message_an_entry"),
                ),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="sent_message_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refusal",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)), fields=("unit", "recipient"), name="one_refusal_in_force"
                    ),
                ),
                migrations.AddIndex(
                    model_name="textversion",
                    index=models.Index(fields=["unit", "event", "-valid_from"], name="text_in_use"),
                ),
            ]
        )
    ]
