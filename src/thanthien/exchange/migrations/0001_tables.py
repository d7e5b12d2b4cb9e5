import django.db.models.deletion
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 3: an office that has taken those goes on from here.
    replaces = [
        ("exchange", "0001_initial"),
        ("exchange", "0002_incoming"),
        ("exchange", "0003_wishes"),
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
                    name="Webhook",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(help_text="which programme is told", max_length=60)),
                        ("address", models.CharField(max_length=300)),
                        ("events", models.JSONField(default=list, help_text="see rules.Event")),
                        ("secret", models.CharField(help_text="sealed", max_length=300)),
                        (
                            "former",
                            models.CharField(
                                blank=True, help_text="the secret before, sealed; it signs too until former_until", max_length=300
                            ),
                        ),
                        ("former_until", models.DateTimeField(blank=True, null=True)),
                        ("from_seq", models.BigIntegerField(help_text="position behind which entries are told")),
                        ("active", models.BooleanField(default=True, help_text="False: an administrator switched it off")),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, help_text="it stopped by itself after long failure", null=True),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "failing_since",
                            models.DateTimeField(
                                blank=True, help_text="the first failure since something last got through", null=True
                            ),
                        ),
                        ("rest_until", models.DateTimeField(blank=True, help_text="nothing is tried before", null=True)),
                        ("last_ok", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("seq", models.BigIntegerField(help_text="position of the entry it follows from")),
                        ("code", models.CharField(help_text="webhook-id and CloudEvents id", max_length=40)),
                        ("kind", models.CharField(max_length=40)),
                        ("subject", models.CharField(help_text="dossiers/…, tickets/…: by its public code", max_length=80)),
                        ("body", models.TextField()),
                        ("at", models.DateTimeField(help_text="when it happened")),
                        ("tried_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("status", models.PositiveSmallIntegerField(default=0, help_text="the last answer; 0 = none")),
                        ("trouble", models.CharField(blank=True, help_text="see rules.Trouble", max_length=16)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="exchange.webhook"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Incoming",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(help_text="the portal's code; `?…` for a record without one", max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("asked", "asked"),
                                    ("accepted", "accepted"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                    ("aside", "aside"),
                                    ("dismissed", "dismissed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "fault",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("malformed", "malformed"),
                                    ("no_code", "no_code"),
                                    ("not_new", "not_new"),
                                    ("no_procedure", "no_procedure"),
                                    ("no_owner", "no_owner"),
                                    ("kind", "kind"),
                                    ("id_number", "id_number"),
                                    ("date", "date"),
                                    ("no_submitter", "no_submitter"),
                                    ("not_here", "not_here"),
                                    ("refused", "refused"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("body", models.JSONField(blank=True, default=dict)),
                        ("digest", models.CharField(help_text="keyed digest of the record as it came last", max_length=32)),
                        ("source", models.CharField(help_text="file, portal", max_length=6)),
                        ("came_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, help_text="until when the law wants an answer", null=True),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked",
                            models.CharField(
                                blank=True, help_text="what the owner was asked to add, once and completely", max_length=1000
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "wish",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("asked", "asked"),
                                    ("done", "done"),
                                    ("dropped", "dropped"),
                                    ("has_result", "has_result"),
                                    ("was_refused", "was_refused"),
                                    ("was_stopped", "was_stopped"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "wish_at",
                            models.DateTimeField(
                                blank=True, help_text="when the record came; the portal gives no moment", null=True
                            ),
                        ),
                        (
                            "wish_words",
                            models.CharField(
                                blank=True, help_text="why, in the owner's words; forgotten when it was done", max_length=180
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "state", "answer_by"], name="incoming_waiting")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "key"), name="one_record_a_portal_code"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "asked", "accepted", "refused", "withdrawn", "aside", "dismissed"])
                                ),
                                name="incoming_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dossier__isnull", True), ("state__in", ["aside", "dismissed"])),
                                    models.Q(
                                        models.Q(("state__in", ["aside", "dismissed"]), _negated=True),
                                        ("dossier__isnull", False),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="incoming_has_a_dossier_or_a_fault",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("wish", ""), ("wish_at__isnull", True)),
                                    models.Q(models.Q(("wish", ""), _negated=True), ("wish_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="incoming_wish_has_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wish", ""), ("state__in", ["accepted", "refused"]), _connector="OR"),
                                name="incoming_wish_after_answer",
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="webhook",
                    index=models.Index(
                        condition=models.Q(("removed_at__isnull", True)), fields=["unit", "active"], name="webhooks_of_unit"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="webhook",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former", ""), ("former_until__isnull", True)),
                            models.Q(models.Q(("former", ""), _negated=True), ("former_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="former_secret_has_an_end",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.UniqueConstraint(fields=("webhook", "seq"), name="one_notice_an_entry"),
                ),
            ]
        )
    ]
