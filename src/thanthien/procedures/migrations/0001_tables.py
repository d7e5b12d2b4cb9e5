import django.db.models.deletion
import thanthien.procedures.fees
import thanthien.procedures.rules
from decimal import Decimal
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 5: an office that has taken those goes on from here.
    replaces = [
        ("procedures", "0001_initial"),
        ("procedures", "0002_unit_layer"),
        ("procedures", "0003_wall_sheet_pages"),
        ("procedures", "0004_process"),
        ("procedures", "0005_questions"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="CatalogueLoad",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("digest", models.CharField(max_length=64)),
                        ("source", models.CharField(max_length=200)),
                        ("counts", models.JSONField(default=dict)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("file", "File"),
                                    ("version", "Version"),
                                    ("import", "Import"),
                                    ("name", "Name"),
                                    ("undo", "Undo"),
                                ],
                                default="file",
                                max_length=8,
                            ),
                        ),
                        ("by", models.CharField(blank=True, help_text="login; empty = set-up", max_length=60)),
                        ("unit", models.CharField(blank=True, help_text="of the person who changed it", max_length=12)),
                        ("at", models.DateTimeField(blank=True, null=True)),
                        ("undo", models.JSONField(default=list, help_text="code, day, what the version was before")),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Procedure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(help_text="national code, 1.004873", max_length=12)),
                        ("name", models.CharField(help_text="as published", max_length=500)),
                        ("title", models.CharField(help_text="as people say it, without 'Thủ tục'", max_length=500)),
                        ("name_fold", models.CharField(db_index=True, max_length=500)),
                        ("initials", models.CharField(max_length=120)),
                        ("position", models.PositiveIntegerField(help_text="order in the catalogue")),
                        ("field", models.CharField(db_index=True, help_text="ho_tich, dat_dai …", max_length=40)),
                        ("field_name", models.CharField(max_length=120)),
                        ("level", models.CharField(help_text="xã, or through several levels", max_length=60)),
                        ("deciding_agency", models.CharField(max_length=300)),
                        (
                            "term_value",
                            models.PositiveSmallIntegerField(blank=True, help_text="null = the source publishes none", null=True),
                        ),
                        (
                            "term_unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        thanthien.procedures.rules.TermUnit["SAME_DAY"],
                                        thanthien.procedures.rules.TermUnit["SAME_DAY"],
                                    ),
                                    (
                                        thanthien.procedures.rules.TermUnit["WORKING_DAY"],
                                        thanthien.procedures.rules.TermUnit["WORKING_DAY"],
                                    ),
                                    (thanthien.procedures.rules.TermUnit["DAY"], thanthien.procedures.rules.TermUnit["DAY"]),
                                    (thanthien.procedures.rules.TermUnit["HOUR"], thanthien.procedures.rules.TermUnit["HOUR"]),
                                    (thanthien.procedures.rules.TermUnit["MONTH"], thanthien.procedures.rules.TermUnit["MONTH"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "cutoff_15h",
                            models.BooleanField(default=False, help_text="received after 15:00, due the next working day"),
                        ),
                        ("term_note", models.TextField(blank=True, help_text="exceptions, as published")),
                        ("fees", models.JSONField(default=list, help_text="list of channel, amount in đồng or null, note")),
                        ("fee_note", models.TextField(blank=True)),
                        ("fee_rule", models.TextField(blank=True, help_text="who sets the fee, when not the source")),
                        ("results", models.JSONField(default=list)),
                        ("legal_bases", models.JSONField(default=list)),
                        ("channels", models.JSONField(default=list, help_text="counter, online, post")),
                        ("eligibility", models.TextField(blank=True)),
                        ("subjects", models.TextField(blank=True)),
                        ("online_level", models.CharField(blank=True, max_length=80)),
                        ("decision_no", models.CharField(blank=True, help_text="decision that published it", max_length=40)),
                        ("change_note", models.TextField(blank=True, help_text="what changed on 1 July 2025")),
                        ("notes", models.TextField(blank=True)),
                        (
                            "route_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="of all steps, if the source says",
                                max_digits=7,
                                null=True,
                            ),
                        ),
                        ("route_source", models.TextField(blank=True)),
                        (
                            "papers_more",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="papers of the portal that the source leaves out"
                            ),
                        ),
                        ("confidence", models.CharField(max_length=30)),
                        ("unconfirmed", models.JSONField(default=list)),
                        ("source", models.TextField(blank=True)),
                        ("life_event", models.CharField(blank=True, max_length=80)),
                        ("letter", models.JSONField(blank=True, help_text="proposed letter: type, trigger", null=True)),
                        (
                            "digest",
                            models.CharField(
                                help_text="of the entry in the file; the same digest is not loaded again", max_length=64
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(help_text="1 July 2025, the two-level government, unless the file says otherwise"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, help_text="first day on which it no longer applies", null=True),
                        ),
                    ],
                    options={
                        "ordering": ["position", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "valid_from"), name="procedure_one_version_a_day"),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("code",),
                                name="procedure_one_open_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                                ),
                                name="procedure_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cutoff_15h", False),
                                    ("term_unit", thanthien.procedures.rules.TermUnit["SAME_DAY"]),
                                    _connector="OR",
                                ),
                                name="procedure_15h_same_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("term_value__isnull", True), models.Q(("term_unit", ""), _negated=True), _connector="OR"
                                ),
                                name="procedure_term_has_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Process",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(help_text="of the procedure", max_length=12)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("valid_from", models.DateField()),
                        (
                            "valid_to",
                            models.DateField(blank=True, help_text="first day on which it no longer applies", null=True),
                        ),
                        (
                            "questions",
                            models.JSONField(
                                default=list, help_text="words of the branches' questions: code, ask, answers [[code, words]]"
                            ),
                        ),
                        ("made_by", models.CharField(help_text="login", max_length=60)),
                        ("made_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["code", "-version"],
                    },
                ),
                migrations.CreateModel(
                    name="ProcessStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.procedures.rules.StepKind["RECEIVE"],
                                        thanthien.procedures.rules.StepKind["RECEIVE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepKind["HANDLE"],
                                        thanthien.procedures.rules.StepKind["HANDLE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepKind["APPROVE"],
                                        thanthien.procedures.rules.StepKind["APPROVE"],
                                    ),
                                    (thanthien.procedures.rules.StepKind["ISSUE"], thanthien.procedures.rules.StepKind["ISSUE"]),
                                    (
                                        thanthien.procedures.rules.StepKind["HAND_OVER"],
                                        thanthien.procedures.rules.StepKind["HAND_OVER"],
                                    ),
                                    (thanthien.procedures.rules.StepKind["WAIT"], thanthien.procedures.rules.StepKind["WAIT"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.procedures.rules.StepRole["ONE_STOP"],
                                        thanthien.procedures.rules.StepRole["ONE_STOP"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["SPECIALIST"],
                                        thanthien.procedures.rules.StepRole["SPECIALIST"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["POLICE"],
                                        thanthien.procedures.rules.StepRole["POLICE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["LEADER"],
                                        thanthien.procedures.rules.StepRole["LEADER"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["SEAL_CLERK"],
                                        thanthien.procedures.rules.StepRole["SEAL_CLERK"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["OTHER_BODY"],
                                        thanthien.procedures.rules.StepRole["OTHER_BODY"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["NOBODY"],
                                        thanthien.procedures.rules.StepRole["NOBODY"],
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                blank=True, help_text="code of the unit that does it; empty = the unit itself", max_length=12
                            ),
                        ),
                        ("hours", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                        (
                            "question",
                            models.CharField(blank=True, help_text="name of the answer on which the step depends", max_length=40),
                        ),
                        ("answer", models.CharField(blank=True, max_length=40)),
                        ("opinions", models.JSONField(default=list, help_text="bodies asked beside it: body, days")),
                        (
                            "process",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="procedures.process"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="ProvinceFee",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("province", models.CharField(help_text="statistical code of the province, 38", max_length=12)),
                        ("code", models.CharField(help_text="of the procedure", max_length=12)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    (thanthien.procedures.fees.Channel["COUNTER"], thanthien.procedures.fees.Channel["COUNTER"]),
                                    (thanthien.procedures.fees.Channel["ONLINE"], thanthien.procedures.fees.Channel["ONLINE"]),
                                    (thanthien.procedures.fees.Channel["POST"], thanthien.procedures.fees.Channel["POST"]),
                                    (thanthien.procedures.fees.Channel["ANY"], thanthien.procedures.fees.Channel["ANY"]),
                                ],
                                default=thanthien.procedures.fees.Channel["ANY"],
                                max_length=8,
                            ),
                        ),
                        (
                            "case",
                            models.CharField(
                                blank=True, help_text="late, each copy …; empty = the ordinary case", max_length=120
                            ),
                        ),
                        ("amount", models.PositiveIntegerField(blank=True, help_text="đồng; null = words only", null=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("exempt", models.CharField(blank=True, help_text="who pays nothing", max_length=500)),
                        ("document", models.CharField(help_text="the council's resolution", max_length=160)),
                        ("confirmed", models.BooleanField(default=False, help_text="somebody has read the document")),
                        ("valid_from", models.DateField()),
                        (
                            "valid_to",
                            models.DateField(blank=True, help_text="first day on which it no longer applies", null=True),
                        ),
                    ],
                    options={
                        "ordering": ["code", "case", "channel", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("province", "code", "channel", "case", "valid_from"), name="province_fee_one_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                                ),
                                name="province_fee_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitProcedure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=12)),
                        ("offered", models.BooleanField(default=True)),
                        ("term_value", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("term_unit", models.CharField(blank=True, help_text="empty = the law's term", max_length=12)),
                        ("dropped", models.JSONField(default=list, help_text="names of papers that the unit does not ask")),
                        ("decision_no", models.CharField(help_text="of the unit's decision", max_length=60)),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, help_text="said to the people beside the term", max_length=300)),
                        ("valid_from", models.DateField()),
                        (
                            "valid_to",
                            models.DateField(blank=True, help_text="first day on which it no longer applies", null=True),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, help_text="empty = a draft, without effect", null=True),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["code", "valid_from"],
                    },
                ),
                migrations.CreateModel(
                    name="WallSheet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=12)),
                        ("title", models.CharField(max_length=500)),
                        ("says", models.JSONField(default=dict, help_text="term, fee, papers … as printed")),
                        ("digest", models.CharField(max_length=64)),
                        ("printed_at", models.DateTimeField()),
                        ("printed_by", models.CharField(max_length=60)),
                        ("replaced_at", models.DateTimeField(blank=True, help_text="taken down", null=True)),
                        ("replaced_by", models.CharField(blank=True, max_length=60)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-printed_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedurePaper",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=1000)),
                        ("original", models.PositiveSmallIntegerField(default=0)),
                        ("copy", models.PositiveSmallIntegerField(default=0)),
                        (
                            "mandatory",
                            models.CharField(
                                choices=[("true", "true"), ("conditional", "conditional")],
                                help_text="derived from the wording",
                                max_length=12,
                            ),
                        ),
                        ("case", models.TextField(blank=True, help_text="the heading it stands under at the source")),
                        ("form_name", models.CharField(blank=True, max_length=60)),
                        ("form_source", models.CharField(blank=True, help_text="the text that holds the form", max_length=60)),
                        ("name_cut", models.BooleanField(default=False)),
                        ("completed_name", models.CharField(blank=True, max_length=1000)),
                        ("completed_by", models.CharField(blank=True, max_length=60)),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="procedures.procedure"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("procedure", "order"), name="procedure_one_paper_a_line"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("completed_at__isnull", True), ("completed_by", ""), ("completed_name", "")),
                                    models.Q(
                                        models.Q(("completed_name", ""), _negated=True),
                                        models.Q(("completed_by", ""), _negated=True),
                                        ("completed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="procedure_completed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedureStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.procedures.rules.StepKind["RECEIVE"],
                                        thanthien.procedures.rules.StepKind["RECEIVE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepKind["HANDLE"],
                                        thanthien.procedures.rules.StepKind["HANDLE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepKind["APPROVE"],
                                        thanthien.procedures.rules.StepKind["APPROVE"],
                                    ),
                                    (thanthien.procedures.rules.StepKind["ISSUE"], thanthien.procedures.rules.StepKind["ISSUE"]),
                                    (
                                        thanthien.procedures.rules.StepKind["HAND_OVER"],
                                        thanthien.procedures.rules.StepKind["HAND_OVER"],
                                    ),
                                    (thanthien.procedures.rules.StepKind["WAIT"], thanthien.procedures.rules.StepKind["WAIT"]),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.procedures.rules.StepRole["ONE_STOP"],
                                        thanthien.procedures.rules.StepRole["ONE_STOP"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["SPECIALIST"],
                                        thanthien.procedures.rules.StepRole["SPECIALIST"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["POLICE"],
                                        thanthien.procedures.rules.StepRole["POLICE"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["LEADER"],
                                        thanthien.procedures.rules.StepRole["LEADER"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["SEAL_CLERK"],
                                        thanthien.procedures.rules.StepRole["SEAL_CLERK"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["OTHER_BODY"],
                                        thanthien.procedures.rules.StepRole["OTHER_BODY"],
                                    ),
                                    (
                                        thanthien.procedures.rules.StepRole["NOBODY"],
                                        thanthien.procedures.rules.StepRole["NOBODY"],
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("role_text", models.CharField(blank=True, max_length=120)),
                        ("name", models.CharField(max_length=160)),
                        ("hours", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                        ("hours_if_verify", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                        ("is_default", models.BooleanField(default=False)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="procedures.procedure"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("procedure", "order"), name="procedure_one_step_an_order"),
                            models.CheckConstraint(
                                condition=models.Q(("hours__isnull", True), ("hours__gt", Decimal("0")), _connector="OR"),
                                name="procedure_step_takes_time",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="process",
                    constraint=models.UniqueConstraint(fields=("unit", "code", "version"), name="process_one_a_number"),
                ),
                migrations.AddConstraint(
                    model_name="process",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)), fields=("unit", "code"), name="process_one_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="process",
                    constraint=models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="process_counts_from_one"),
                ),
                migrations.AddConstraint(
                    model_name="process",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="process_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="processstep",
                    constraint=models.UniqueConstraint(fields=("process", "order"), name="process_one_step_an_order"),
                ),
                migrations.AddConstraint(
                    model_name="processstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hours__isnull", True), ("hours__gt", Decimal("0")), _connector="OR"),
                        name="process_step_takes_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="processstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("question", "")),
                            models.Q(models.Q(("question", ""), _negated=True), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="process_branch_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="unitprocedure",
                    constraint=models.UniqueConstraint(fields=("unit", "code", "valid_from"), name="unit_procedure_one_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="unitprocedure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                        name="unit_procedure_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="unitprocedure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("term_value__isnull", True), models.Q(("term_unit", ""), _negated=True), _connector="OR"
                        ),
                        name="unit_procedure_term_has_unit",
                    ),
                ),
                migrations.AddIndex(
                    model_name="wallsheet",
                    index=models.Index(
                        condition=models.Q(("replaced_at__isnull", True)), fields=["unit", "code"], name="wall_sheet_hanging"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="wallsheet",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_at__isnull", True), ("replaced_by", "")),
                            models.Q(("replaced_at__isnull", False), models.Q(("replaced_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="wall_sheet_replaced_by_somebody",
                    ),
                ),
            ]
        )
    ]
