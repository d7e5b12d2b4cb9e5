import django.db.models.deletion
import thanthien.rollout.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    replaces = [("rollout", "0001_initial")]  # an office that has taken it goes on from here
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("title", models.CharField(max_length=160)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    (thanthien.rollout.rules.Level["PARTY"], thanthien.rollout.rules.Level["PARTY"]),
                                    (thanthien.rollout.rules.Level["COMMUNE"], thanthien.rollout.rules.Level["COMMUNE"]),
                                    (thanthien.rollout.rules.Level["FRONT"], thanthien.rollout.rules.Level["FRONT"]),
                                    (thanthien.rollout.rules.Level["PROVINCE"], thanthien.rollout.rules.Level["PROVINCE"]),
                                    (thanthien.rollout.rules.Level["CENTRAL"], thanthien.rollout.rules.Level["CENTRAL"]),
                                    (thanthien.rollout.rules.Level["UNIT"], thanthien.rollout.rules.Level["UNIT"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("caller", models.CharField(help_text="the authority that called", max_length=120)),
                        ("document", models.CharField(blank=True, max_length=80)),
                        ("called_on", models.DateField()),
                        ("aim", models.TextField()),
                        ("goal", models.PositiveIntegerField(blank=True, null=True)),
                        ("measure", models.CharField(blank=True, max_length=40)),
                        ("begins", models.DateField()),
                        ("ends", models.DateField()),
                        ("noted_by", models.CharField(max_length=60)),
                        ("noted_at", models.DateTimeField()),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("outcome", models.TextField(blank=True, help_text="what the closing says")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-begins", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    (thanthien.rollout.rules.Recipient["OFFICER"], thanthien.rollout.rules.Recipient["OFFICER"]),
                                    (
                                        thanthien.rollout.rules.Recipient["COLLECTIVE"],
                                        thanthien.rollout.rules.Recipient["COLLECTIVE"],
                                    ),
                                    (thanthien.rollout.rules.Recipient["PERSON"], thanthien.rollout.rules.Recipient["PERSON"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("named", models.CharField(blank=True, help_text="the collective or the person", max_length=160)),
                        ("title", models.CharField(max_length=160)),
                        ("authority", models.CharField(max_length=120)),
                        ("document", models.CharField(max_length=80)),
                        ("decided_on", models.DateField()),
                        ("published", models.BooleanField(default=False, help_text="stands on the commune's page")),
                        ("noted_by", models.CharField(max_length=60)),
                        ("noted_at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
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
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="rollout.campaign",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-decided_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Learning",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveIntegerField()),
                        ("promise", models.TextField()),
                        ("promise_at", models.DateTimeField()),
                        ("mid", models.TextField(blank=True)),
                        ("mid_at", models.DateTimeField(blank=True, null=True)),
                        ("review", models.TextField(blank=True)),
                        ("review_at", models.DateTimeField(blank=True, null=True)),
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
                        "ordering": ["-year", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TakingPart",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("collective", models.CharField(blank=True, max_length=160)),
                        ("promise", models.CharField(blank=True, max_length=500)),
                        ("joined_on", models.DateField()),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="rollout.campaign"
                            ),
                        ),
                        (
                            "officer",
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
                    },
                ),
                migrations.CreateModel(
                    name="Progress",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        ("figure", models.PositiveIntegerField(blank=True, null=True)),
                        ("note", models.CharField(max_length=500)),
                        ("noted_at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="rollout.campaign"
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="rollout.takingpart",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-day", "-pk"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="campaign",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))), name="campaign_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="campaign",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("goal__isnull", True), ("measure", "")),
                            models.Q(("goal__gt", 0), models.Q(("measure", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="campaign_goal_has_measure",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="campaign",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("outcome", "")),
                            models.Q(("closed_on__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_campaign_says_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="award",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("named", ""), ("officer__isnull", False), ("recipient", "officer")),
                            models.Q(
                                models.Q(("recipient", "officer"), _negated=True),
                                ("officer__isnull", True),
                                models.Q(("named", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_honours_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="learning",
                    constraint=models.UniqueConstraint(fields=("officer", "year"), name="one_registration_a_year"),
                ),
                migrations.AddConstraint(
                    model_name="takingpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("collective", ""), ("officer__isnull", False)),
                            models.Q(("officer__isnull", True), models.Q(("collective", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="officer_or_collective_takes_part",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="takingpart",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True), ("officer__isnull", False)),
                        fields=("campaign", "officer"),
                        name="takes_part_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="takingpart",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True), models.Q(("collective", ""), _negated=True)),
                        fields=("campaign", "collective"),
                        name="collective_once",
                    ),
                ),
            ]
        )
    ]
