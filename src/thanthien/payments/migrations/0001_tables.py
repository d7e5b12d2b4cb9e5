import django.db.models.deletion
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 2: an office that has taken those goes on from here.
    replaces = [
        ("payments", "0001_charges_payments_refunds"),
        ("payments", "0002_one_book"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("taken_at", models.DateTimeField()),
                        ("taken_by", models.CharField(max_length=60)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StatementLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("row", models.PositiveIntegerField(help_text="line of the file, as a spreadsheet counts")),
                        ("day", models.DateField(help_text="of the bank")),
                        ("amount", models.BigIntegerField(help_text="đồng")),
                        ("reference", models.CharField(max_length=60)),
                        ("tail", models.CharField(blank=True, help_text="last figures of the payer's account", max_length=4)),
                        (
                            "code",
                            models.CharField(
                                blank=True, help_text="dossier code that the note names, when one does", max_length=40
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("matched", "matched"), ("aside", "aside"), ("undone", "undone")],
                                max_length=8,
                            ),
                        ),
                        ("problem", models.CharField(blank=True, help_text="why it became no receipt by itself", max_length=10)),
                        ("subject", models.CharField(blank=True, help_text="dossier:12, of whose fee it is", max_length=40)),
                        (
                            "receipt",
                            models.PositiveBigIntegerField(
                                blank=True, help_text="key of the line in the book of fees", null=True
                            ),
                        ),
                        (
                            "linked",
                            models.BooleanField(default=False, help_text="the receipt was there before: taking back leaves it"),
                        ),
                        ("reason", models.CharField(blank=True, help_text="why it is no fee", max_length=200)),
                        ("settled_by", models.CharField(blank=True, max_length=60)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="payments.statement"
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
                        "ordering": ["day", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReceivingAccount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("bank", models.CharField(help_text="six figures of NAPAS: 970405", max_length=6)),
                        ("number", models.CharField(max_length=19)),
                        ("holder", models.CharField(help_text="as the bank writes it", max_length=80)),
                        ("valid_from", models.DateField()),
                        ("set_by", models.CharField(max_length=60)),
                        ("set_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "valid_from"], name="account_by_day")],
                    },
                ),
                migrations.AddIndex(
                    model_name="statement",
                    index=models.Index(fields=["unit", "taken_at"], name="statement_by_moment"),
                ),
                migrations.AddIndex(
                    model_name="statementline",
                    index=models.Index(fields=["unit", "state", "day"], name="statement_line_open"),
                ),
                migrations.AddConstraint(
                    model_name="statementline",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "undone"), _negated=True),
                        fields=("unit", "reference"),
                        name="one_line_a_reference",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statementline",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="statement_line_is_money"),
                ),
                migrations.AddConstraint(
                    model_name="statementline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt__isnull", False), ("state", "matched")),
                            models.Q(("state", "matched"), _negated=True),
                            _connector="OR",
                        ),
                        name="matched_line_has_receipt",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statementline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="line_aside_says_why",
                    ),
                ),
            ]
        )
    ]
