import django.db.models.deletion
import thanthien.outreach.ears_rules
import thanthien.outreach.help_rules
import thanthien.outreach.home_rules
import thanthien.outreach.list_rules
import thanthien.outreach.mail
import thanthien.outreach.rules
import thanthien.shared.codes
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 8: an office that has taken those goes on from here.
    replaces = [
        ("outreach", "0001_bookings"),
        ("outreach", "0002_forgotten"),
        ("outreach", "0003_calls_are_messages"),
        ("outreach", "0004_letters"),
        ("outreach", "0005_help"),
        ("outreach", "0006_help_list"),
        ("outreach", "0007_home"),
        ("outreach", "0008_ears"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("procedures", "0001_tables"),
        ("visits", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="FamilyCall",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="T-12: counted from 1 in the unit")),
                        (
                            "name",
                            models.CharField(blank=True, help_text="whose family; empty once it was forgotten", max_length=80),
                        ),
                        (
                            "person",
                            models.CharField(
                                help_text="keyed digest of hamlet and folded name: the same family again", max_length=32
                            ),
                        ),
                        ("reason", models.CharField(help_text="data/ears.yaml: reasons", max_length=12)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.ears_rules.CallState["PLANNED"],
                                        thanthien.outreach.ears_rules.CallState["PLANNED"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.CallState["MADE"],
                                        thanthien.outreach.ears_rules.CallState["MADE"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.CallState["CANCELLED"],
                                        thanthien.outreach.ears_rules.CallState["CANCELLED"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("team", models.JSONField(default=list, help_text="logins of the officers who go")),
                        ("gift", models.CharField(default="none", help_text="data/ears.yaml: gifts", max_length=8)),
                        ("gift_value", models.PositiveIntegerField(default=0, help_text="đồng")),
                        ("gift_goods", models.CharField(blank=True, max_length=80)),
                        ("gift_source", models.CharField(blank=True, help_text="data/ears.yaml: sources", max_length=12)),
                        ("heard", models.CharField(blank=True, help_text="what the family said", max_length=600)),
                        (
                            "letter",
                            models.CharField(
                                blank=True, help_text="letter:<pk> that was asked for after the visit", max_length=24
                            ),
                        ),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.CharField(max_length=60)),
                        ("forgotten", models.BooleanField(default=False)),
                        (
                            "hamlet",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HamletTarget",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("share", models.PositiveSmallIntegerField(help_text="percent of the list")),
                        ("by_day", models.DateField()),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        (
                            "hamlet",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HelpCase",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.help_rules.HelpKind["PORTAL"],
                                        thanthien.outreach.help_rules.HelpKind["PORTAL"],
                                    ),
                                    (thanthien.outreach.help_rules.HelpKind["QR"], thanthien.outreach.help_rules.HelpKind["QR"]),
                                    (
                                        thanthien.outreach.help_rules.HelpKind["VNEID"],
                                        thanthien.outreach.help_rules.HelpKind["VNEID"],
                                    ),
                                    (
                                        thanthien.outreach.help_rules.HelpKind["LEVEL2"],
                                        thanthien.outreach.help_rules.HelpKind["LEVEL2"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("consent", models.BooleanField(help_text="the citizen was asked and agreed that it is noted")),
                        ("note", models.CharField(blank=True, max_length=120)),
                        ("day", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "hamlet",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
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
                    name="HelpPerson",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "state",
                            models.CharField(
                                choices=[("without", "without"), ("helped", "helped"), ("struck", "struck")],
                                default=thanthien.outreach.list_rules.ListState["WITHOUT"],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(blank=True, help_text="empty once it was forgotten", max_length=80)),
                        ("name_fold", models.CharField(blank=True, max_length=80)),
                        ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("added_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, help_text="helped, or struck off", null=True)),
                        ("officer", models.CharField(blank=True, help_text="login of who helped or struck off", max_length=60)),
                        (
                            "hamlet",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HelpTarget",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("valid_from", models.DateField()),
                        ("per_day", models.PositiveSmallIntegerField()),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HomeRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("valid_from", models.DateField()),
                        ("data", models.JSONField(default=dict, help_text="home_rules.Entitled")),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HomeVisit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="N-12: counted from 1 in the unit")),
                        (
                            "token",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="opens the page of the request",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("matter", models.CharField(help_text="what for: the procedure's title, or words", max_length=200)),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.Group["ELDERLY"],
                                        thanthien.outreach.home_rules.Group["ELDERLY"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.Group["DISABLED"],
                                        thanthien.outreach.home_rules.Group["DISABLED"],
                                    ),
                                    (thanthien.outreach.home_rules.Group["MERIT"], thanthien.outreach.home_rules.Group["MERIT"]),
                                    (thanthien.outreach.home_rules.Group["ILL"], thanthien.outreach.home_rules.Group["ILL"]),
                                    (
                                        thanthien.outreach.home_rules.Group["PREGNANT"],
                                        thanthien.outreach.home_rules.Group["PREGNANT"],
                                    ),
                                    (thanthien.outreach.home_rules.Group["ALONE"], thanthien.outreach.home_rules.Group["ALONE"]),
                                    (
                                        thanthien.outreach.home_rules.Group["REMOTE"],
                                        thanthien.outreach.home_rules.Group["REMOTE"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("tasks", models.JSONField(default=list, help_text="what is asked for: rules.Task")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.Channel["PHONE"],
                                        thanthien.outreach.home_rules.Channel["PHONE"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.Channel["HAMLET"],
                                        thanthien.outreach.home_rules.Channel["HAMLET"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.Channel["PORTAL"],
                                        thanthien.outreach.home_rules.Channel["PORTAL"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("phone", models.CharField(max_length=20)),
                        ("phone_digest", models.CharField(max_length=32)),
                        ("address", models.CharField(max_length=160)),
                        (
                            "address_digest",
                            models.CharField(blank=True, help_text="of the address of the net it was asked from", max_length=32),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.HomeState["REQUESTED"],
                                        thanthien.outreach.home_rules.HomeState["REQUESTED"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["ACCEPTED"],
                                        thanthien.outreach.home_rules.HomeState["ACCEPTED"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["REFUSED"],
                                        thanthien.outreach.home_rules.HomeState["REFUSED"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["PLANNED"],
                                        thanthien.outreach.home_rules.HomeState["PLANNED"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["DONE"],
                                        thanthien.outreach.home_rules.HomeState["DONE"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["FAILED"],
                                        thanthien.outreach.home_rules.HomeState["FAILED"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.HomeState["CANCELLED"],
                                        thanthien.outreach.home_rules.HomeState["CANCELLED"],
                                    ),
                                ],
                                default=thanthien.outreach.home_rules.HomeState["REQUESTED"],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, help_text="why it was refused, read by the person", max_length=200),
                        ),
                        (
                            "whose",
                            models.CharField(blank=True, help_text="cancelled on whose wish: person, office", max_length=6),
                        ),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "half",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.Half["MORNING"],
                                        thanthien.outreach.home_rules.Half["MORNING"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.Half["AFTERNOON"],
                                        thanthien.outreach.home_rules.Half["AFTERNOON"],
                                    ),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("team", models.JSONField(default=list, help_text="logins of the officers who go")),
                        ("asked_on", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, help_text="done, failed, refused or cancelled", null=True)),
                        (
                            "why_failed",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.WhyFailed["NOBODY"],
                                        thanthien.outreach.home_rules.WhyFailed["NOBODY"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.WhyFailed["PAPERS"],
                                        thanthien.outreach.home_rules.WhyFailed["PAPERS"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.WhyFailed["UNWELL"],
                                        thanthien.outreach.home_rules.WhyFailed["UNWELL"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.WhyFailed["ROAD"],
                                        thanthien.outreach.home_rules.WhyFailed["ROAD"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.WhyFailed["OTHER"],
                                        thanthien.outreach.home_rules.WhyFailed["OTHER"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("done", models.JSONField(default=list, help_text="what was done: rules.Task")),
                        ("receiver", models.CharField(blank=True, help_text="who took it at the house", max_length=80)),
                        (
                            "signed",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.outreach.home_rules.SignedBy["PEN"],
                                        thanthien.outreach.home_rules.SignedBy["PEN"],
                                    ),
                                    (
                                        thanthien.outreach.home_rules.SignedBy["THUMB"],
                                        thanthien.outreach.home_rules.SignedBy["THUMB"],
                                    ),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("witness_name", models.CharField(blank=True, help_text="who saw the thumbprint", max_length=80)),
                        ("proof_note", models.CharField(blank=True, max_length=200)),
                        ("done_by", models.CharField(blank=True, max_length=60)),
                        ("forgotten", models.BooleanField(default=False)),
                        (
                            "hamlet",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PostalItem",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    (thanthien.outreach.mail.Way["OUT"], thanthien.outreach.mail.Way["OUT"]),
                                    (thanthien.outreach.mail.Way["IN"], thanthien.outreach.mail.Way["IN"]),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True, help_text="dossier:<key>; empty for what came and is not received yet", max_length=60
                            ),
                        ),
                        ("tracking", models.CharField(max_length=30)),
                        ("fee_vnd", models.PositiveIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.outreach.mail.MailState["READY"], thanthien.outreach.mail.MailState["READY"]),
                                    (thanthien.outreach.mail.MailState["SENT"], thanthien.outreach.mail.MailState["SENT"]),
                                    (
                                        thanthien.outreach.mail.MailState["DELIVERED"],
                                        thanthien.outreach.mail.MailState["DELIVERED"],
                                    ),
                                    (thanthien.outreach.mail.MailState["BACK"], thanthien.outreach.mail.MailState["BACK"]),
                                    (thanthien.outreach.mail.MailState["ARRIVED"], thanthien.outreach.mail.MailState["ARRIVED"]),
                                    (
                                        thanthien.outreach.mail.MailState["WITHDRAWN"],
                                        thanthien.outreach.mail.MailState["WITHDRAWN"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField(help_text="on whose list it stands")),
                        ("made_by", models.CharField(max_length=60)),
                        ("made_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, help_text="delivered, or back at the office", null=True)),
                        ("receiver", models.CharField(blank=True, help_text="who signed the postman's receipt", max_length=80)),
                        ("sender", models.CharField(blank=True, help_text="of what came in", max_length=80)),
                        ("matter", models.CharField(blank=True, help_text="of what came in", max_length=160)),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="DX-5: counted from 1 in the unit")),
                        ("text", models.CharField(max_length=400)),
                        ("due", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.ears_rules.ProposalState["OPEN"],
                                        thanthien.outreach.ears_rules.ProposalState["OPEN"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.ProposalState["ANSWERED"],
                                        thanthien.outreach.ears_rules.ProposalState["ANSWERED"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.ProposalState["CLOSED"],
                                        thanthien.outreach.ears_rules.ProposalState["CLOSED"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.ProposalState["DROPPED"],
                                        thanthien.outreach.ears_rules.ProposalState["DROPPED"],
                                    ),
                                ],
                                default=thanthien.outreach.ears_rules.ProposalState["OPEN"],
                                max_length=10,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(blank=True, help_text="what people are told, or why it was closed", max_length=400),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=60)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "call",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="outreach.familycall",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="QuotaRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("valid_from", models.DateField()),
                        ("data", models.JSONField(default=dict)),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        ("withdrawn", models.BooleanField(default=False)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Voice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="Y-31: counted from 1 in the unit")),
                        ("subject", models.CharField(help_text="data/ears.yaml: subjects", max_length=12)),
                        ("text", models.CharField(max_length=400)),
                        ("households", models.PositiveSmallIntegerField()),
                        ("day", models.DateField(help_text="on which they said it")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.outreach.ears_rules.VoiceState["NEW"],
                                        thanthien.outreach.ears_rules.VoiceState["NEW"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.VoiceState["KNOWN"],
                                        thanthien.outreach.ears_rules.VoiceState["KNOWN"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.VoiceState["ANSWERED"],
                                        thanthien.outreach.ears_rules.VoiceState["ANSWERED"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.VoiceState["PROPOSED"],
                                        thanthien.outreach.ears_rules.VoiceState["PROPOSED"],
                                    ),
                                    (
                                        thanthien.outreach.ears_rules.VoiceState["TAKEN_BACK"],
                                        thanthien.outreach.ears_rules.VoiceState["TAKEN_BACK"],
                                    ),
                                ],
                                default=thanthien.outreach.ears_rules.VoiceState["NEW"],
                                max_length=10,
                            ),
                        ),
                        ("answer", models.CharField(blank=True, help_text="what the hamlet is told", max_length=400)),
                        ("noted_at", models.DateTimeField()),
                        ("noted_by", models.CharField(max_length=60)),
                        ("sorted_at", models.DateTimeField(blank=True, null=True)),
                        ("sorted_by", models.CharField(blank=True, max_length=60)),
                        (
                            "hamlet",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voices",
                                to="outreach.proposal",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Booking",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                help_text="H-4271: what is typed at the kiosk; never twice among open bookings"
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="opens the page to move or cancel",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("service", models.CharField(help_text="the letter of the queue's service", max_length=2)),
                        ("service_name", models.CharField(max_length=40)),
                        (
                            "field",
                            models.CharField(
                                help_text="field of procedures, or the service's letter: one booking for each", max_length=40
                            ),
                        ),
                        ("day", models.DateField()),
                        ("start", models.PositiveSmallIntegerField(help_text="minutes after midnight")),
                        ("end", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.outreach.rules.State["BOOKED"], thanthien.outreach.rules.State["BOOKED"]),
                                    (thanthien.outreach.rules.State["ARRIVED"], thanthien.outreach.rules.State["ARRIVED"]),
                                    (thanthien.outreach.rules.State["MISSED"], thanthien.outreach.rules.State["MISSED"]),
                                    (thanthien.outreach.rules.State["CANCELLED"], thanthien.outreach.rules.State["CANCELLED"]),
                                ],
                                default=thanthien.outreach.rules.State["BOOKED"],
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (thanthien.outreach.rules.Why["PERSON"], thanthien.outreach.rules.Why["PERSON"]),
                                    (thanthien.outreach.rules.Why["OFFICE"], thanthien.outreach.rules.Why["OFFICE"]),
                                    (thanthien.outreach.rules.Why["CLOSED"], thanthien.outreach.rules.Why["CLOSED"]),
                                ],
                                help_text="why it was cancelled",
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("phone", models.CharField(max_length=20)),
                        ("phone_digest", models.CharField(max_length=32)),
                        ("email", models.CharField(blank=True, max_length=120)),
                        ("wants_call", models.BooleanField(default=False, help_text="asked to be reminded by telephone")),
                        ("channel", models.CharField(default="portal", help_text="portal, desk", max_length=10)),
                        (
                            "address_digest",
                            models.CharField(blank=True, help_text="of the address of the net it was made from", max_length=32),
                        ),
                        (
                            "sequence",
                            models.PositiveSmallIntegerField(default=0, help_text="of the calendar file: grows with each change"),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField(help_text="made, or moved last")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["unit", "day", "service", "start"], name="booking_of_a_day"),
                            models.Index(fields=["unit", "phone_digest", "day"], name="booking_of_a_person"),
                            models.Index(fields=["unit", "state", "day"], name="booking_by_state"),
                            models.Index(
                                condition=models.Q(("name", ""), _negated=True),
                                fields=["unit", "day"],
                                name="booking_with_a_name",
                            ),
                            models.Index(fields=["unit", "address_digest", "made_at"], name="booking_by_address"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", thanthien.outreach.rules.State["BOOKED"])),
                                fields=("unit", "number"),
                                name="one_open_booking_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("start"))), name="booking_ends_after_start"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", thanthien.outreach.rules.State["ARRIVED"]), _negated=True),
                                    models.Q(("arrived_at__isnull", False), ("visit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="arrived_booking_has_visit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", thanthien.outreach.rules.State["CANCELLED"])),
                                        models.Q(("why", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", thanthien.outreach.rules.State["CANCELLED"]), _negated=True),
                                        ("why", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="cancelled_booking_says_why",
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="familycall",
                    index=models.Index(fields=["unit", "state", "day"], name="family_calls_by_state"),
                ),
                migrations.AddIndex(
                    model_name="familycall",
                    index=models.Index(fields=["unit", "person"], name="family_calls_of_a_family"),
                ),
                migrations.AddConstraint(
                    model_name="familycall",
                    constraint=models.UniqueConstraint(fields=("unit", "number"), name="one_family_call_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="familycall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), ("forgotten", True), _connector="OR"),
                        name="family_call_has_a_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="familycall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gift", "none"), ("gift_source", ""), ("gift_value", 0)),
                            models.Q(
                                models.Q(("gift", "none"), _negated=True),
                                ("gift_value__gt", 0),
                                models.Q(("gift_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="gift_has_value_and_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hamlettarget",
                    constraint=models.UniqueConstraint(fields=("unit", "hamlet"), name="one_target_a_hamlet"),
                ),
                migrations.AddConstraint(
                    model_name="hamlettarget",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)), name="hamlet_target_is_a_share"
                    ),
                ),
                migrations.AddIndex(
                    model_name="helpcase",
                    index=models.Index(fields=["unit", "day"], name="help_of_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="helpcase",
                    constraint=models.CheckConstraint(condition=models.Q(("consent", True)), name="help_with_consent"),
                ),
                migrations.AddConstraint(
                    model_name="helpcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    thanthien.outreach.help_rules.HelpKind["PORTAL"],
                                    thanthien.outreach.help_rules.HelpKind["QR"],
                                    thanthien.outreach.help_rules.HelpKind["VNEID"],
                                    thanthien.outreach.help_rules.HelpKind["LEVEL2"],
                                ),
                            )
                        ),
                        name="help_of_a_known_kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="helpcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("annulled_at__isnull", True), ("annulled_at__gte", models.F("at")), _connector="OR"),
                        name="help_annulled_after_it_was",
                    ),
                ),
                migrations.AddIndex(
                    model_name="helpperson",
                    index=models.Index(fields=["unit", "hamlet", "state", "name_fold"], name="help_list_of_a_hamlet"),
                ),
                migrations.AddConstraint(
                    model_name="helpperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["without", "helped", "struck"])), name="help_list_state"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="helpperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "without")),
                            models.Q(models.Q(("state", "without"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="help_list_ends_with_a_moment",
                    ),
                ),
                migrations.AddIndex(
                    model_name="helptarget",
                    index=models.Index(fields=["unit", "valid_from"], name="help_target_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="helptarget",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("per_day__gte", 1), ("per_day__lte", 500)), name="help_target_of_a_day"
                    ),
                ),
                migrations.AddIndex(
                    model_name="homerule",
                    index=models.Index(fields=["unit", "valid_from"], name="home_rule_by_day"),
                ),
                migrations.AddIndex(
                    model_name="homevisit",
                    index=models.Index(fields=["unit", "state", "day"], name="home_by_state"),
                ),
                migrations.AddIndex(
                    model_name="homevisit",
                    index=models.Index(fields=["unit", "asked_on"], name="home_by_day_asked"),
                ),
                migrations.AddIndex(
                    model_name="homevisit",
                    index=models.Index(fields=["unit", "phone_digest"], name="home_of_a_person"),
                ),
                migrations.AddIndex(
                    model_name="homevisit",
                    index=models.Index(fields=["unit", "address_digest", "asked_at"], name="home_by_address"),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.UniqueConstraint(fields=("unit", "number"), name="one_home_request_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.outreach.home_rules.HomeState["REFUSED"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            ("forgotten", True),
                            _connector="OR",
                        ),
                        name="refused_home_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        thanthien.outreach.home_rules.HomeState["PLANNED"],
                                        thanthien.outreach.home_rules.HomeState["DONE"],
                                        thanthien.outreach.home_rules.HomeState["FAILED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("day__isnull", False), models.Q(("half", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="planned_home_has_a_slot",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.outreach.home_rules.HomeState["DONE"]), _negated=True),
                            models.Q(
                                models.Q(models.Q(("receiver", ""), _negated=True), ("forgotten", True), _connector="OR"),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="done_home_has_its_proof",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.outreach.home_rules.HomeState["FAILED"]), _negated=True),
                            models.Q(("why_failed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="failed_home_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="homevisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed", thanthien.outreach.home_rules.SignedBy["THUMB"]), _negated=True),
                            models.Q(("witness_name", ""), _negated=True),
                            ("forgotten", True),
                            _connector="OR",
                        ),
                        name="thumbprint_at_home_has_witness",
                    ),
                ),
                migrations.AddIndex(
                    model_name="postalitem",
                    index=models.Index(fields=["unit", "way", "day"], name="mail_of_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    thanthien.outreach.mail.MailState["READY"],
                                    thanthien.outreach.mail.MailState["SENT"],
                                    thanthien.outreach.mail.MailState["DELIVERED"],
                                ],
                            ),
                            ("way", thanthien.outreach.mail.Way["OUT"]),
                        ),
                        fields=("unit", "subject"),
                        name="one_letter_a_result",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", thanthien.outreach.mail.MailState["WITHDRAWN"]), _negated=True),
                        fields=("unit", "tracking"),
                        name="one_tracking",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", thanthien.outreach.mail.Way["OUT"]), _negated=True),
                            models.Q(("subject", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_out_names_its_dossier",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        thanthien.outreach.mail.MailState["SENT"],
                                        thanthien.outreach.mail.MailState["DELIVERED"],
                                        thanthien.outreach.mail.MailState["BACK"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sent_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "state__in",
                                    [thanthien.outreach.mail.MailState["DELIVERED"], thanthien.outreach.mail.MailState["BACK"]],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            thanthien.outreach.mail.MailState["DELIVERED"],
                                            thanthien.outreach.mail.MailState["BACK"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_letter_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="postalitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.outreach.mail.MailState["DELIVERED"]), _negated=True),
                            models.Q(("receiver", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivered_to_somebody",
                    ),
                ),
                migrations.AddIndex(
                    model_name="proposal",
                    index=models.Index(fields=["unit", "state", "due"], name="proposals_by_due"),
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.UniqueConstraint(fields=("unit", "number"), name="one_proposal_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        thanthien.outreach.ears_rules.ProposalState["ANSWERED"],
                                        thanthien.outreach.ears_rules.ProposalState["CLOSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(models.Q(("answer", ""), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="ended_proposal_says_what",
                    ),
                ),
                migrations.AddIndex(
                    model_name="quotarule",
                    index=models.Index(fields=["unit", "valid_from"], name="quota_by_day"),
                ),
                migrations.AddIndex(
                    model_name="voice",
                    index=models.Index(fields=["unit", "state", "day"], name="voices_by_state"),
                ),
                migrations.AddIndex(
                    model_name="voice",
                    index=models.Index(fields=["unit", "hamlet", "subject"], name="voices_of_a_hamlet"),
                ),
                migrations.AddIndex(
                    model_name="voice",
                    index=models.Index(fields=["unit", "day"], name="voices_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="voice",
                    constraint=models.UniqueConstraint(fields=("unit", "number"), name="one_voice_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="voice",
                    constraint=models.CheckConstraint(condition=models.Q(("households__gte", 1)), name="voice_of_a_household"),
                ),
                migrations.AddConstraint(
                    model_name="voice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("proposal__isnull", False), ("state", thanthien.outreach.ears_rules.VoiceState["PROPOSED"])
                            ),
                            models.Q(
                                models.Q(("state", thanthien.outreach.ears_rules.VoiceState["PROPOSED"]), _negated=True),
                                ("proposal__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="proposed_voice_has_proposal",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="voice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.outreach.ears_rules.VoiceState["ANSWERED"]), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_voice_says_what",
                    ),
                ),
            ]
        )
    ]
