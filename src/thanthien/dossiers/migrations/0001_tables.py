import django.db.models.deletion
import thanthien.dossiers.recount_rules
import thanthien.shared.codes
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 16: an office that has taken those goes on from here.
    replaces = [
        ("dossiers", "0001_initial"),
        ("dossiers", "0003_counter"),
        ("dossiers", "0004_code_tails"),
        ("dossiers", "0005_due_law"),
        ("dossiers", "0006_turns"),
        ("dossiers", "0007_process"),
        ("dossiers", "0008_recount"),
        ("dossiers", "0009_register"),
        ("dossiers", "0010_appraisal"),
        ("dossiers", "0011_together"),
        ("dossiers", "0012_elsewhere"),
        ("dossiers", "0013_opinions"),
        ("dossiers", "0014_branches"),
        ("dossiers", "0015_fee_reference"),
        ("dossiers", "0016_refunds_exemptions"),
        ("dossiers", "0017_fee_surplus"),
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
                    name="Dossier",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(blank=True, max_length=40, null=True, unique=True)),
                        (
                            "code_back",
                            models.CharField(
                                blank=True,
                                help_text="the code's figures from its end, so that any tail that people say is a beginning",
                                max_length=40,
                            ),
                        ),
                        (
                            "tracking_code",
                            models.CharField(
                                default=thanthien.shared.codes.random_code,
                                help_text="on the QR; cannot be guessed",
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("procedure_name", models.CharField(max_length=500)),
                        ("field", models.CharField(blank=True, help_text="field of the procedure when received", max_length=40)),
                        (
                            "mandate",
                            models.CharField(
                                blank=True, help_text="by what paper the submitter acts for another", max_length=120
                            ),
                        ),
                        ("state", models.PositiveSmallIntegerField(default=1, help_text="portal status code 1–10")),
                        ("counter_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("received_at", models.DateTimeField(blank=True, null=True)),
                        ("due_first", models.DateTimeField(blank=True, help_text="the first promise, kept for ever", null=True)),
                        ("due_at", models.DateTimeField(blank=True, help_text="the present date", null=True)),
                        (
                            "due_law",
                            models.DateTimeField(
                                blank=True, help_text="by the law's own term, when the unit promised a shorter one", null=True
                            ),
                        ),
                        (
                            "deadline",
                            models.JSONField(default=dict, help_text="the explanation: every day, its reason, its article"),
                        ),
                        ("term_text", models.CharField(blank=True, max_length=80)),
                        ("finished_at", models.DateTimeField(blank=True, help_text="result ready (state 9)", null=True)),
                        ("returned_at", models.DateTimeField(blank=True, help_text="handed over (state 10)", null=True)),
                        ("late_since", models.DateTimeField(blank=True, help_text="written by the clock once", null=True)),
                        (
                            "warn_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="one working day before due_at; empty for terms not longer than that",
                                null=True,
                            ),
                        ),
                        (
                            "warned_at",
                            models.DateTimeField(blank=True, help_text="due soon, written by the clock once", null=True),
                        ),
                        (
                            "foreseen_at",
                            models.DateTimeField(blank=True, help_text="will be late, foreseen by the clock once", null=True),
                        ),
                        (
                            "outcome",
                            models.CharField(blank=True, help_text="granted, refused, withdrawn, annulled", max_length=12),
                        ),
                        ("result_note", models.CharField(blank=True, max_length=200)),
                        ("shelf", models.CharField(blank=True, max_length=20)),
                        ("collected_by", models.CharField(blank=True, max_length=80)),
                        ("return_channel", models.CharField(default="counter", help_text="counter, post, online", max_length=10)),
                        ("fee_vnd", models.PositiveIntegerField(blank=True, null=True)),
                        ("fee_text", models.CharField(blank=True, max_length=80)),
                        ("fee_paid", models.CharField(blank=True, help_text="cash, qr, waived; empty = not paid", max_length=10)),
                        ("sets", models.PositiveSmallIntegerField(default=1)),
                        (
                            "route_default",
                            models.BooleanField(default=False, help_text="the steps are the usual ones, not the procedure's own"),
                        ),
                        ("step", models.PositiveSmallIntegerField(default=0, help_text="order of the running step, 0 = none")),
                        (
                            "process_version",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="of the unit's own process by which it runs; empty = by the catalogue's steps",
                                null=True,
                            ),
                        ),
                        (
                            "branches",
                            models.JSONField(
                                default=list,
                                help_text="what was asked at reception and answered: code, ask, answer, text, the steps that it brought",
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="people.citizen",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                            ),
                        ),
                        (
                            "received_at_unit",
                            models.ForeignKey(
                                blank=True,
                                help_text="another unit that received it for this one; empty = the unit itself",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned_in",
                            models.ForeignKey(
                                blank=True,
                                help_text="the visit in which it was fetched",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="collected",
                                to="visits.visit",
                            ),
                        ),
                        (
                            "submitter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.citizen",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                help_text="the competent unit",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="visits.visit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DossierWords",
                    fields=[
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="dossiers.dossier",
                            ),
                        ),
                        ("names", models.TextField(help_text="u + unit code, then the names of owner, submitter, organisation")),
                        ("matter", models.TextField(help_text="the procedure")),
                    ],
                ),
                migrations.CreateModel(
                    name="Collector",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80)),
                        (
                            "id_digest",
                            models.CharField(blank=True, help_text="keyed digest of the number, never the number", max_length=32),
                        ),
                        (
                            "relation",
                            models.CharField(help_text="mandate, spouse, parent, child, relative, staff", max_length=12),
                        ),
                        ("paper", models.CharField(help_text="name and day of the paper", max_length=120)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="collectors", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Collection",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.CharField(help_text="owner, submitter, named, other", max_length=12)),
                        ("relation", models.CharField(blank=True, max_length=12)),
                        (
                            "paper",
                            models.CharField(blank=True, help_text="by what paper, when not by a card alone", max_length=120),
                        ),
                        ("by_card", models.BooleanField(default=False, help_text="the card's number was compared")),
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="collection", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClockStop",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(help_text="supplement, duty", max_length=10)),
                        ("clock", models.CharField(help_text="restart, pause", max_length=8)),
                        ("started_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="clock_stops", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("benefit", models.CharField(help_text="code of the table", max_length=60)),
                        ("version", models.CharField(max_length=20)),
                        ("day", models.DateField(help_text="day of the event that decided the version and the rate")),
                        ("answers", models.JSONField(help_text="{question: answer}, only what was asked")),
                        ("have", models.JSONField(help_text="codes of the papers that were there")),
                        ("outcome", models.CharField(max_length=40)),
                        ("granted", models.BooleanField()),
                        ("amount_vnd", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("law_version", models.CharField(help_text="of the law data with the rate", max_length=20)),
                        ("kept_at", models.DateTimeField()),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="appraisals", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Apology",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("cause", models.CharField(blank=True, max_length=12)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("old_due", models.DateTimeField()),
                        ("new_due", models.DateTimeField(blank=True, null=True)),
                        ("drafted_at", models.DateTimeField()),
                        ("drafted_by", models.CharField(blank=True, help_text="login; empty = the clock", max_length=40)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("was_late", models.BooleanField(default=False, help_text="signed after the date had passed")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="apology", to="dossiers.dossier"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DossierPaper",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=1000)),
                        ("original", models.PositiveSmallIntegerField(default=0)),
                        ("copy", models.PositiveSmallIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                default="look", help_text="ok đủ, missing thiếu, look cần xem, na không áp dụng", max_length=8
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("source", models.CharField(blank=True, help_text="where the answer came from", max_length=40)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="DossierStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                default="handle", help_text="receive, handle, approve, issue, hand_over, wait", max_length=10
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        ("role", models.CharField(max_length=20)),
                        ("allowed_minutes", models.PositiveIntegerField(default=0)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "used_minutes",
                            models.PositiveIntegerField(default=0, help_text="used so far, the running stretch not counted"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("came_back", models.CharField(blank=True, help_text="why the next step sent it back", max_length=300)),
                        (
                            "asked",
                            models.PositiveSmallIntegerField(default=0, help_text="opinions of other bodies asked beside it"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("what", models.CharField(max_length=200)),
                        ("amount_vnd", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("asked_at", models.DateTimeField()),
                        ("pay_by", models.DateField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("paper", models.CharField(blank=True, help_text="the paper that shows it is paid", max_length=200)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Elsewhere",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "place",
                            models.CharField(
                                help_text="here, sent, taken, result_sent, result_here, closed, cancelled", max_length=12
                            ),
                        ),
                        ("code", models.CharField(help_text="of the receiving unit", max_length=40, unique=True)),
                        (
                            "tracking_code",
                            models.CharField(default=thanthien.shared.codes.random_code, max_length=12, unique=True),
                        ),
                        ("procedure_name", models.CharField(max_length=500)),
                        ("field", models.CharField(blank=True, max_length=40)),
                        ("mandate", models.CharField(blank=True, max_length=120)),
                        (
                            "papers",
                            models.JSONField(default=list, help_text="[{order, state, name, original, copy, note, source}]"),
                        ),
                        ("answers", models.JSONField(default=dict, help_text="to the questions of the competent unit's process")),
                        ("sets", models.PositiveSmallIntegerField(default=1)),
                        ("return_channel", models.CharField(default="counter", help_text="counter, post, online", max_length=10)),
                        (
                            "fetch_at",
                            models.CharField(default="receiving", help_text="whose counter: receiving, competent", max_length=10),
                        ),
                        ("counter_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("received_at", models.DateTimeField()),
                        (
                            "promised_at",
                            models.DateTimeField(
                                help_text="on the paper: the term after the last moment for going over and taking in"
                            ),
                        ),
                        ("term_text", models.CharField(blank=True, max_length=80)),
                        ("fee_text", models.CharField(blank=True, max_length=80)),
                        ("send_by", models.DateTimeField(help_text="the law's last moment for passing it on")),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "take_by",
                            models.DateTimeField(
                                blank=True, help_text="until when the competent unit says that it has it", null=True
                            ),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, help_text="the term runs from here", null=True)),
                        (
                            "came_back",
                            models.CharField(blank=True, help_text="why the competent unit gave it back", max_length=300),
                        ),
                        ("late_sending", models.DateTimeField(blank=True, help_text="written by the clock once", null=True)),
                        ("late_taking", models.DateTimeField(blank=True, help_text="written by the clock once", null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_why", models.CharField(blank=True, max_length=300)),
                        ("result_sent_at", models.DateTimeField(blank=True, null=True)),
                        ("result_taken_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, help_text="handed over where it was received", null=True)),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.citizen",
                            ),
                        ),
                        (
                            "competent",
                            models.ForeignKey(
                                help_text="the competent unit",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                blank=True,
                                help_text="the competent unit's, once it has it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elsewhere",
                                to="dossiers.dossier",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "result_sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "result_taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "submitter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.citizen",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                help_text="where it was received",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
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
                        "ordering": ["received_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Ending",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(help_text="withdrawn, stopped", max_length=10)),
                        ("ground", models.CharField(blank=True, max_length=14)),
                        ("reason", models.CharField(max_length=500)),
                        ("asked_on", models.DateField(blank=True, help_text="day of the person's request", null=True)),
                        ("stage", models.CharField(blank=True, help_text="the step that ran", max_length=160)),
                        ("money", models.CharField(blank=True, help_text="what becomes of fees paid", max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="dossiers.dossier"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Exemption",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ground", models.CharField(max_length=40)),
                        ("article", models.CharField(help_text="article and document, as cited on the day", max_length=200)),
                        ("confirmed", models.BooleanField(default=False, help_text="the text of the article was read")),
                        ("before", models.PositiveIntegerField(help_text="đồng")),
                        ("left", models.PositiveIntegerField(help_text="đồng")),
                        ("paid_before", models.CharField(blank=True, help_text="how the fee stood as settled", max_length=10)),
                        ("text_before", models.CharField(blank=True, max_length=80)),
                        ("day", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="exemptions", to="dossiers.dossier"
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
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="receipt number of the year in the unit")),
                        ("day", models.DateField(help_text="working day on which it was taken, in Vietnam")),
                        ("amount", models.IntegerField(help_text="đồng; negative when it takes another line back")),
                        ("way", models.CharField(help_text="cash, qr", max_length=10)),
                        ("counter_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "given_back",
                            models.BooleanField(default=False, help_text="the money went back; else only the book was wrong"),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True, help_text="the bank's, of a transfer that its statement shows", max_length=60
                            ),
                        ),
                        (
                            "surplus",
                            models.BooleanField(
                                default=False, help_text="came above the fee by transfer: to be given back, settles nothing"
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="dossiers.fee",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="fees", to="dossiers.dossier"
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
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="FolderList",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("number", models.PositiveSmallIntegerField(help_text="of the day in the unit")),
                        ("handed_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["day", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="FolderLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        ("papers", models.PositiveSmallIntegerField(default=0)),
                        ("missing", models.BooleanField(default=False, help_text="on the list, not in the pile")),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="folder_lines", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="dossiers.folderlist"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="GivenBack",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("papers", models.JSONField(help_text="orders of the checklist")),
                        ("receiver", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="given_back", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Mistake",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=14)),
                        ("what", models.CharField(max_length=500)),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="order of the step where it happened", null=True
                            ),
                        ),
                        ("ours", models.BooleanField(default=True, help_text="False: the person's own statement was wrong")),
                        ("reported_at", models.DateTimeField()),
                        ("mended_at", models.DateTimeField(blank=True, null=True)),
                        ("mended_how", models.CharField(blank=True, max_length=500)),
                        ("cost_vnd", models.PositiveIntegerField(default=0, help_text="what the office bore")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="mistakes", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "mended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveSmallIntegerField(help_text="1, 2, … in the dossier")),
                        ("step", models.PositiveSmallIntegerField(help_text="order of the step beside which it runs")),
                        ("body", models.CharField(max_length=120)),
                        ("question", models.CharField(max_length=500)),
                        ("days", models.PositiveSmallIntegerField(help_text="working days")),
                        (
                            "silence",
                            models.CharField(
                                blank=True, help_text="article by which no answer in time counts as agreement", max_length=160
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, help_text="agree, conditions, refuse", max_length=12)),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        (
                            "paper",
                            models.CharField(
                                blank=True,
                                help_text="number and day of the letter, where the asking office notes it",
                                max_length=120,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                        ("late_since", models.DateTimeField(blank=True, help_text="written by the clock once", null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "asked_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="Recount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "wish",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.dossiers.recount_rules.Wish["MOVE"],
                                        thanthien.dossiers.recount_rules.Wish["MOVE"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Wish["KEEP"],
                                        thanthien.dossiers.recount_rules.Wish["KEEP"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "which",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.dossiers.recount_rules.Which["LATER"],
                                        thanthien.dossiers.recount_rules.Which["LATER"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Which["EARLIER"],
                                        thanthien.dossiers.recount_rules.Which["EARLIER"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Which["CHOSEN"],
                                        thanthien.dossiers.recount_rules.Which["CHOSEN"],
                                    ),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "chosen",
                            models.JSONField(default=list, help_text="internal ids of dossiers; empty unless `which` is chosen"),
                        ),
                        ("reason", models.CharField(max_length=200)),
                        ("calendar", models.CharField(help_text="version of the calendar it was begun with", max_length=40)),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.dossiers.recount_rules.Phase["RUNNING"],
                                        thanthien.dossiers.recount_rules.Phase["RUNNING"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Phase["DONE"],
                                        thanthien.dossiers.recount_rules.Phase["DONE"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Phase["UNDOING"],
                                        thanthien.dossiers.recount_rules.Phase["UNDOING"],
                                    ),
                                    (
                                        thanthien.dossiers.recount_rules.Phase["UNDONE"],
                                        thanthien.dossiers.recount_rules.Phase["UNDONE"],
                                    ),
                                ],
                                default=thanthien.dossiers.recount_rules.Phase["RUNNING"],
                                max_length=8,
                            ),
                        ),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(help_text="dossiers to look at")),
                        ("looked", models.PositiveIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0, help_text="dates moved, or kept")),
                        (
                            "passed",
                            models.PositiveIntegerField(default=0, help_text="not moved: the new date would lie in the past"),
                        ),
                        ("taken_back", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "made_by",
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
                    name="RecountLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("moved", models.BooleanField()),
                        ("due_before", models.DateTimeField()),
                        (
                            "due_after",
                            models.DateTimeField(
                                help_text="what the calendar gave; the present date of the dossier when it was moved"
                            ),
                        ),
                        ("law_before", models.DateTimeField(blank=True, null=True)),
                        ("warn_before", models.DateTimeField(blank=True, null=True)),
                        ("warned_before", models.DateTimeField(blank=True, null=True)),
                        ("late_before", models.DateTimeField(blank=True, null=True)),
                        (
                            "deadline_before",
                            models.JSONField(default=dict, help_text="the explanation of the date before; empty when kept"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="recounts", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "recount",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="dossiers.recount"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Refund",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("amount", models.PositiveIntegerField(help_text="đồng")),
                        ("reason", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("approved", "approved"),
                                    ("paid", "paid"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, help_text="why the leader did not agree", max_length=200)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "fee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="dossiers.fee"
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refund",
                                to="dossiers.fee",
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterYear",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last_number", models.PositiveIntegerField()),
                        ("digest", models.CharField(help_text="SHA-256 of the numbers and codes, in order", max_length=64)),
                        ("closed_at", models.DateTimeField()),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["year"],
                    },
                ),
                migrations.CreateModel(
                    name="SignedPaper",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("form", models.CharField(help_text="01 to 07", max_length=2)),
                        ("source", models.CharField(help_text="SHA-256 of the file before it is signed", max_length=64)),
                        ("laid_at", models.DateTimeField()),
                        ("digest", models.CharField(blank=True, help_text="SHA-256 of the signed file", max_length=64)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="signed_papers", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "laid_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
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
                        "ordering": ["laid_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Stage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        ("first_step", models.PositiveSmallIntegerField()),
                        ("last_step", models.PositiveSmallIntegerField()),
                        ("allowed_minutes", models.PositiveIntegerField(default=0)),
                        ("handed_at", models.DateTimeField(blank=True, help_text="given to this unit", null=True)),
                        ("taken_at", models.DateTimeField(blank=True, help_text="the unit said that it has it", null=True)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, help_text="given on, or the result ready", null=True)),
                        (
                            "used_minutes",
                            models.PositiveIntegerField(default=0, help_text="used so far, the running stretch not counted"),
                        ),
                        ("late_since", models.DateTimeField(blank=True, help_text="written by the clock once", null=True)),
                        ("note", models.CharField(blank=True, help_text="said when it was given on", max_length=300)),
                        ("came_back", models.CharField(blank=True, help_text="why the next body sent it back", max_length=300)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "handed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                help_text="who does it",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="Supplement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveSmallIntegerField(help_text="1, 2, … in the dossier")),
                        ("items", models.JSONField(help_text="[{name, why, original, copy}]")),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "exception",
                            models.CharField(blank=True, help_text="the article that allows another request", max_length=200),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("asked_in_time", models.BooleanField(help_text="within the law's working days after the reception")),
                        ("answer_by", models.DateField(blank=True, help_text="until when the papers are awaited", null=True)),
                        ("clock", models.CharField(help_text="restart, pause: what the answer does to the term", max_length=8)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                        ("dropped_why", models.CharField(blank=True, max_length=300)),
                        ("due_before", models.DateTimeField()),
                        ("due_after", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="dossiers.dossier"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="Together",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("event", models.CharField(max_length=40)),
                        ("received_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    name="TogetherLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "dossier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="together_line", to="dossiers.dossier"
                            ),
                        ),
                        (
                            "together",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="dossiers.together"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="CashCount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("expected", models.IntegerField(help_text="đồng, by the book")),
                        ("counted", models.PositiveIntegerField(help_text="đồng, in the drawer")),
                        ("why", models.CharField(blank=True, help_text="the difference in words", max_length=300)),
                        ("counted_at", models.DateTimeField()),
                        ("handed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "treasurer",
                            models.ForeignKey(
                                blank=True,
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expected", models.F("counted")), models.Q(("why", ""), _negated=True), _connector="OR"
                                ),
                                name="difference_is_explained",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handed_at__isnull", True), ("treasurer__isnull", True)),
                                    models.Q(("handed_at__isnull", False), ("treasurer__isnull", False)),
                                    _connector="OR",
                                ),
                                name="handed_to_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("handed_at__isnull", True)),
                                fields=("unit", "officer", "day"),
                                name="one_open_count_a_day",
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["unit", "state", "due_at"], name="dossier_work"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["code_back"], name="dossier_by_tail"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["unit", "received_at"], name="dossier_received"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["unit", "finished_at"], name="dossier_finished"),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("code__isnull", True),
                            models.Q(("due_at__isnull", False), ("due_first__isnull", False), ("received_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="code_means_received",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", [1, 3, 7, 8]), ("code__isnull", False), _connector="OR"),
                        name="work_means_code",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("code__isnull", True), models.Q(("state__in", [1, 3]), _negated=True), _connector="OR"
                        ),
                        name="code_means_accepted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", [9, 10]), _negated=True), ("finished_at__isnull", False), _connector="OR"
                        ),
                        name="ready_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", False), ("state", 10)),
                            models.Q(models.Q(("state", 10), _negated=True), ("returned_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="returned_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", True), ("finished_at__gte", models.F("received_at")), _connector="OR"
                        ),
                        name="finished_after_received",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at__isnull", True), ("returned_at__gte", models.F("finished_at")), _connector="OR"
                        ),
                        name="returned_after_finished",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__gte", 1), ("state__lte", 10)), name="portal_state"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applicant__isnull", False), ("organisation__isnull", True)),
                            models.Q(("applicant__isnull", True), ("organisation__isnull", False), ("submitter__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("submitter__isnull", True), models.Q(("mandate", ""), _negated=True), _connector="OR"
                        ),
                        name="submitter_has_mandate",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clockstop",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("dossier",), name="one_running_stop"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clockstop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="stop_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appraisal",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)), fields=("dossier",), name="one_live_appraisal"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appraisal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("granted", True), ("amount_vnd__isnull", True), _connector="OR"),
                        name="no_amount_without_grant",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apology",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(
                                ("new_due__isnull", False),
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signed_apology_is_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apology",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("new_due__isnull", True), ("new_due__gt", models.F("old_due")), _connector="OR"),
                        name="new_date_after_the_old",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierpaper",
                    constraint=models.UniqueConstraint(fields=("dossier", "order"), name="one_paper_a_line"),
                ),
                migrations.AddConstraint(
                    model_name="dossierpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["ok", "missing", "look", "na"])), name="paper_state"
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossierstep",
                    index=models.Index(fields=["officer", "done_at", "started_at"], name="step_work"),
                ),
                migrations.AddConstraint(
                    model_name="dossierstep",
                    constraint=models.UniqueConstraint(fields=("dossier", "order"), name="one_step_an_order"),
                ),
                migrations.AddConstraint(
                    model_name="dossierstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("done_at__gte", models.F("started_at")), _connector="OR"),
                        name="step_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dossierstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("started_at__isnull", False)),
                            models.Q(("due_at__isnull", True), ("started_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="running_step_has_due_date",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)), fields=("dossier",), name="one_open_duty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("settled_at__isnull", True), models.Q(("paper", ""), _negated=True), _connector="OR"),
                        name="settled_duty_has_paper",
                    ),
                ),
                migrations.AddIndex(
                    model_name="elsewhere",
                    index=models.Index(fields=["unit", "place", "received_at"], name="elsewhere_out"),
                ),
                migrations.AddIndex(
                    model_name="elsewhere",
                    index=models.Index(fields=["competent", "place", "sent_at"], name="elsewhere_in"),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("unit", models.F("competent")), _negated=True), name="elsewhere_is_elsewhere"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_sent_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("take_by__isnull", True)),
                            models.Q(("sent_at__isnull", False), ("take_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_sent_has_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_taken_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dossier__isnull", True), ("taken_at__isnull", True)),
                            models.Q(("dossier__isnull", False), ("taken_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_taken_is_a_dossier",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taken_at", None), ("sent_at__isnull", False), _connector="OR"),
                        name="elsewhere_taken_after_sent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result_sent_at__isnull", True), ("result_sent_by__isnull", True)),
                            models.Q(("result_sent_at__isnull", False), ("result_sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_result_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result_taken_at__isnull", True), ("result_taken_by__isnull", True)),
                            models.Q(("result_taken_at__isnull", False), ("result_taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_result_taken_by",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="elsewhere",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applicant__isnull", False), ("organisation__isnull", True)),
                            models.Q(("applicant__isnull", True), ("organisation__isnull", False), ("submitter__isnull", False)),
                            _connector="OR",
                        ),
                        name="elsewhere_person_or_organisation",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ending",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kind__in", ["withdrawn", "stopped"])), name="ending_kind"
                    ),
                ),
                migrations.AddIndex(
                    model_name="exemption",
                    index=models.Index(fields=["unit", "day"], name="exemption_of_day"),
                ),
                migrations.AddConstraint(
                    model_name="exemption",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("dossier",), name="one_exemption_a_fee"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemption",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("before"))), name="exemption_takes_off"
                    ),
                ),
                migrations.AddIndex(
                    model_name="fee",
                    index=models.Index(fields=["unit", "day", "officer"], name="fee_of_day"),
                ),
                migrations.AddConstraint(
                    model_name="fee",
                    constraint=models.UniqueConstraint(fields=("unit", "day", "number"), name="one_receipt_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="fee",
                    constraint=models.CheckConstraint(condition=models.Q(("way__in", ["cash", "qr"])), name="fee_way"),
                ),
                migrations.AddConstraint(
                    model_name="fee",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("corrects__isnull", True)),
                            models.Q(("amount__lt", 0), ("corrects__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="fee_taken_or_taken_back_with_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="folderlist",
                    index=models.Index(fields=["unit", "receiver", "day"], name="folders_for"),
                ),
                migrations.AddConstraint(
                    model_name="folderlist",
                    constraint=models.UniqueConstraint(fields=("unit", "day", "number"), name="one_folder_list_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="folderlist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taken_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="taken_or_withdrawn",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="folderlist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("giver", models.F("receiver")), _negated=True), name="folders_change_hands"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="folderline",
                    constraint=models.UniqueConstraint(fields=("sheet", "dossier"), name="a_folder_once_a_list"),
                ),
                migrations.AddConstraint(
                    model_name="mistake",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mended_at__isnull", True), ("mended_by__isnull", True)),
                            models.Q(
                                ("mended_at__isnull", False),
                                ("mended_by__isnull", False),
                                models.Q(("mended_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mended_says_how",
                    ),
                ),
                migrations.AddIndex(
                    model_name="opinion",
                    index=models.Index(fields=["asked_unit", "answered_at", "due_at"], name="opinion_of_body"),
                ),
                migrations.AddConstraint(
                    model_name="opinion",
                    constraint=models.UniqueConstraint(fields=("dossier", "number"), name="one_opinion_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="opinion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "agree", "conditions", "refuse"])), name="opinion_answer"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="opinion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="opinion_answered_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="opinion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="opinion_has_time"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recount",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                (
                                    thanthien.dossiers.recount_rules.Phase["RUNNING"],
                                    thanthien.dossiers.recount_rules.Phase["UNDOING"],
                                ),
                            )
                        ),
                        fields=("unit",),
                        name="one_recount_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("looked__lte", models.F("total"))), name="recount_looks_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                (
                                    "phase__in",
                                    (
                                        thanthien.dossiers.recount_rules.Phase["RUNNING"],
                                        thanthien.dossiers.recount_rules.Phase["UNDOING"],
                                    ),
                                ),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "phase__in",
                                    (
                                        thanthien.dossiers.recount_rules.Phase["DONE"],
                                        thanthien.dossiers.recount_rules.Phase["UNDONE"],
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="recount_over_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recountline",
                    constraint=models.UniqueConstraint(fields=("recount", "dossier"), name="one_line_a_recounted_dossier"),
                ),
                migrations.AddIndex(
                    model_name="refund",
                    index=models.Index(fields=["unit", "state", "asked_at"], name="refund_by_state"),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "approved", "paid"))),
                        fields=("fee",),
                        name="one_refund_a_receipt",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_is_a_sum"),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True), name="refund_seen_by_two"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "withdrawn"]), ("decided_by__isnull", False), _connector="OR"),
                        name="refund_decided_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("line__isnull", False), ("state", "paid")),
                            models.Q(models.Q(("state", "paid"), _negated=True), ("line__isnull", True)),
                            _connector="OR",
                        ),
                        name="paid_refund_is_in_the_book",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registeryear",
                    constraint=models.UniqueConstraint(fields=("unit", "year"), name="one_register_a_year"),
                ),
                migrations.AddConstraint(
                    model_name="registeryear",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("year__gte", 2020), ("year__lte", 2200)), name="register_year"
                    ),
                ),
                migrations.AddIndex(
                    model_name="signedpaper",
                    index=models.Index(fields=["unit", "signed_at", "laid_at"], name="papers_to_sign"),
                ),
                migrations.AddConstraint(
                    model_name="signedpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signed_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signedpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("signed_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="signed_or_withdrawn",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signedpaper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("form__in", ["01", "02", "03", "04", "05", "06", "07"])), name="signed_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signedpaper",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("dossier", "form", "source"),
                        name="one_paper_laid_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stage",
                    index=models.Index(fields=["unit", "done_at", "handed_at"], name="stage_work"),
                ),
                migrations.AddConstraint(
                    model_name="stage",
                    constraint=models.UniqueConstraint(fields=("dossier", "order"), name="one_stage_an_order"),
                ),
                migrations.AddConstraint(
                    model_name="stage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last_step__gte", models.F("first_step"))), name="stage_has_steps"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", True), ("handed_at__isnull", True)),
                            models.Q(("due_at__isnull", False), ("handed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="running_stage_has_due_date",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taken_at__isnull", True), ("taken_at__gte", models.F("handed_at")), _connector="OR"),
                        name="stage_taken_after_handed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("done_at__gte", models.F("handed_at")), _connector="OR"),
                        name="stage_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.UniqueConstraint(fields=("dossier", "number"), name="one_supplement_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("dropped_at__isnull", True)),
                        fields=("dossier",),
                        name="one_open_supplement",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supplement_answer_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"),
                        name="supplement_answered_or_dropped",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("clock__in", ["restart", "pause"])), name="supplement_clock"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supplement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("exception", ""), _negated=True), _connector="OR"),
                        name="second_supplement_names_the_law",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="togetherline",
                    constraint=models.UniqueConstraint(fields=("together", "order"), name="one_line_together"),
                ),
            ]
        )
    ]
