import django.db.models.deletion
import thanthien.papers.rules
import thanthien.shared.codes
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    replaces = [("papers", "0001_begin")]  # an office that has taken it goes on from here
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Scan",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("subject", models.CharField(help_text="whose it is: dossier:12", max_length=60)),
                        ("order", models.PositiveSmallIntegerField(default=0, help_text="line of the checklist; 0 = of none")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (thanthien.papers.rules.Kind["PAPER"], thanthien.papers.rules.Kind["PAPER"]),
                                    (thanthien.papers.rules.Kind["RESULT"], thanthien.papers.rules.Kind["RESULT"]),
                                    (thanthien.papers.rules.Kind["LOOSE"], thanthien.papers.rules.Kind["LOOSE"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    (thanthien.papers.rules.Source["DESK"], thanthien.papers.rules.Source["DESK"]),
                                    (thanthien.papers.rules.Source["PHONE"], thanthien.papers.rules.Source["PHONE"]),
                                    (thanthien.papers.rules.Source["STORE"], thanthien.papers.rules.Source["STORE"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (thanthien.papers.rules.State["KEPT"], thanthien.papers.rules.State["KEPT"]),
                                    (thanthien.papers.rules.State["WITHDRAWN"], thanthien.papers.rules.State["WITHDRAWN"]),
                                ],
                                default=thanthien.papers.rules.State["KEPT"],
                                max_length=10,
                            ),
                        ),
                        (
                            "person",
                            models.CharField(
                                blank=True, help_text="whose result it is: citizen:7, organisation:3", max_length=40
                            ),
                        ),
                        ("title", models.CharField(blank=True, help_text="what a result is called", max_length=160)),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="of the file as it came, for people's eyes alone", max_length=120
                            ),
                        ),
                        ("digest", models.CharField(help_text="SHA-256 of the clean file; its place on the disk", max_length=64)),
                        (
                            "media",
                            models.CharField(
                                choices=[("image/jpeg", "image/jpeg"), ("application/pdf", "application/pdf")], max_length=20
                            ),
                        ),
                        ("size", models.PositiveIntegerField()),
                        ("pages", models.PositiveSmallIntegerField()),
                        (
                            "mark_before",
                            models.JSONField(
                                default=dict, help_text="how the line of the checklist stood before, to take it back"
                            ),
                        ),
                        ("added_by", models.CharField(max_length=60)),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reading",
                            models.CharField(
                                choices=[
                                    (thanthien.papers.rules.Reading["DUE"], thanthien.papers.rules.Reading["DUE"]),
                                    (thanthien.papers.rules.Reading["DONE"], thanthien.papers.rules.Reading["DONE"]),
                                    (thanthien.papers.rules.Reading["FAILED"], thanthien.papers.rules.Reading["FAILED"]),
                                ],
                                default=thanthien.papers.rules.Reading["DUE"],
                                max_length=8,
                            ),
                        ),
                        ("text_fold", models.TextField(blank=True, help_text="what the machine read in it, folded")),
                        (
                            "reused_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reuses",
                                to="papers.scan",
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
                    name="Upload",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(default=thanthien.shared.codes.random_code, max_length=12, unique=True)),
                        ("owner", models.CharField(help_text="officer:hanh, phone:7: who may go on with it", max_length=60)),
                        ("target", models.JSONField(default=dict, help_text="what it shall belong to, as whoever began it said")),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("size", models.PositiveIntegerField()),
                        ("digest", models.CharField(help_text="SHA-256 of the whole as it was sent", max_length=64)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="papers.scan",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CertifiedCopy",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("day", models.DateField()),
                        ("title", models.CharField(help_text="the original", max_length=160)),
                        ("title_fold", models.CharField(max_length=160)),
                        ("requester", models.CharField(max_length=80)),
                        ("copies", models.PositiveSmallIntegerField()),
                        ("pages", models.PositiveSmallIntegerField(help_text="of one copy")),
                        ("fee_vnd", models.PositiveIntegerField()),
                        ("entered_by", models.CharField(max_length=60)),
                        ("entered_at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        ("annulled_why", models.CharField(blank=True, max_length=200)),
                        (
                            "signer",
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
                        "indexes": [models.Index(fields=["unit", "day"], name="copy_by_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "year", "number"), name="one_copy_a_number"),
                            models.CheckConstraint(
                                condition=models.Q(("copies__gte", 1), ("pages__gte", 1)), name="copy_has_pages"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("annulled_at__isnull", True), ("annulled_why", "")),
                                    models.Q(("annulled_at__isnull", False), models.Q(("annulled_why", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="annulled_copy_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneLink",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("subject", models.CharField(max_length=60)),
                        ("digest", models.CharField(help_text="keyed, of the secret in the link", max_length=32, unique=True)),
                        ("made_by", models.CharField(max_length=60)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "subject", "-made_at"], name="phone_link_of_subject")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="phone_link_ends"
                            )
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="scan",
                    index=models.Index(fields=["unit", "subject", "state"], name="scan_of_subject"),
                ),
                migrations.AddIndex(
                    model_name="scan",
                    index=models.Index(fields=["unit", "person", "kind"], name="scan_of_person"),
                ),
                migrations.AddIndex(
                    model_name="scan",
                    index=models.Index(fields=["unit", "-added_at"], name="scan_by_day"),
                ),
                migrations.AddIndex(
                    model_name="scan",
                    index=models.Index(
                        condition=models.Q(("reading", thanthien.papers.rules.Reading["DUE"])),
                        fields=["reading"],
                        name="scan_to_read",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", thanthien.papers.rules.State["KEPT"]), ("withdrawn_at__isnull", True)),
                            models.Q(("state", thanthien.papers.rules.State["WITHDRAWN"]), ("withdrawn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="withdrawn_scan_has_moment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", thanthien.papers.rules.Kind["PAPER"]), ("order__gte", 1)),
                            models.Q(models.Q(("kind", thanthien.papers.rules.Kind["PAPER"]), _negated=True), ("order", 0)),
                            _connector="OR",
                        ),
                        name="scan_of_a_paper_has_line",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", thanthien.papers.rules.Kind["RESULT"]), _negated=True),
                            models.Q(models.Q(("title", ""), _negated=True), models.Q(("person", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="result_is_somebodys",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reused_from__isnull", False), ("source", thanthien.papers.rules.Source["STORE"])),
                            models.Q(
                                models.Q(("source", thanthien.papers.rules.Source["STORE"]), _negated=True),
                                ("reused_from__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reused_scan_has_origin",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("pages__gt", 0), ("size__gt", 0)), name="scan_is_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scan",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", thanthien.papers.rules.State["KEPT"])),
                        fields=("unit", "subject", "kind", "order", "digest"),
                        name="one_scan_a_file",
                    ),
                ),
                migrations.AddIndex(
                    model_name="upload",
                    index=models.Index(fields=["unit", "owner"], name="upload_of_owner"),
                ),
                migrations.AddIndex(
                    model_name="upload",
                    index=models.Index(fields=["unit", "expires_at"], name="upload_to_sweep"),
                ),
                migrations.AddConstraint(
                    model_name="upload",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))), name="upload_ends_after_start"
                    ),
                ),
            ]
        )
    ]
