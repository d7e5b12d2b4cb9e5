import django.db.models.deletion
import thanthien.posting.duty_rules
import thanthien.posting.news_rules
import thanthien.posting.public_rules
import thanthien.posting.room_rules
import thanthien.posting.rules
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 2: an office that has taken those goes on from here.
    replaces = [
        ("posting", "0001_initial"),
        ("posting", "0002_posted_office"),
    ]
    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    (thanthien.posting.rules.Group["LEADER"], thanthien.posting.rules.Group["LEADER"]),
                                    (thanthien.posting.rules.Group["OFFICER"], thanthien.posting.rules.Group["OFFICER"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "position",
                            models.CharField(blank=True, help_text="as posted; empty = the officer's own", max_length=120),
                        ),
                        ("duty", models.CharField(blank=True, help_text="what people may ask them about", max_length=200)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("order", models.PositiveSmallIntegerField(default=100)),
                        ("shown", models.BooleanField(default=True)),
                        (
                            "officer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="contact", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("day", models.DateField()),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    (thanthien.posting.duty_rules.Part["ALL_DAY"], thanthien.posting.duty_rules.Part["ALL_DAY"]),
                                    (thanthien.posting.duty_rules.Part["MORNING"], thanthien.posting.duty_rules.Part["MORNING"]),
                                    (
                                        thanthien.posting.duty_rules.Part["AFTERNOON"],
                                        thanthien.posting.duty_rules.Part["AFTERNOON"],
                                    ),
                                    (thanthien.posting.duty_rules.Part["NIGHT"], thanthien.posting.duty_rules.Part["NIGHT"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("task", models.CharField(blank=True, max_length=80)),
                        ("noted_at", models.DateTimeField()),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
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
                        "ordering": ["day", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Lately",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("mark", models.CharField(max_length=32)),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["seen_at"], name="lately_by_time")],
                        "constraints": [models.UniqueConstraint(fields=("unit", "mark"), name="one_row_a_reader")],
                    },
                ),
                migrations.CreateModel(
                    name="News",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (thanthien.posting.news_rules.Kind["NEWS"], thanthien.posting.news_rules.Kind["NEWS"]),
                                    (
                                        thanthien.posting.news_rules.Kind["DOCUMENT"],
                                        thanthien.posting.news_rules.Kind["DOCUMENT"],
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=160)),
                        ("summary", models.CharField(max_length=300)),
                        ("body", models.TextField(blank=True)),
                        ("number", models.CharField(blank=True, max_length=80)),
                        ("text_fold", models.TextField(help_text="what a search looks in, without marks")),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField(blank=True, null=True)),
                        ("written_by", models.CharField(max_length=60)),
                        ("written_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-first_day", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PostedFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("subject", models.CharField(help_text="publicitem:3, publicrun:5, news:7, roomseen:9", max_length=40)),
                        ("name", models.CharField(help_text="of the file as it came", max_length=120)),
                        ("digest", models.CharField(help_text="SHA-256 of the clean file; its place on the disk", max_length=64)),
                        ("media", models.CharField(max_length=20)),
                        ("size", models.PositiveIntegerField()),
                        ("pages", models.PositiveSmallIntegerField()),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                    name="PublicItem",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=12)),
                        ("title", models.CharField(max_length=160)),
                        ("title_fold", models.CharField(max_length=160)),
                        ("body", models.TextField(blank=True)),
                        ("document", models.CharField(blank=True, help_text="number of the decision", max_length=80)),
                        ("decided_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("written_by", models.CharField(max_length=60)),
                        ("written_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["-decided_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PublicRun",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    (thanthien.posting.public_rules.Form["BOARD"], thanthien.posting.public_rules.Form["BOARD"]),
                                    (thanthien.posting.public_rules.Form["WEB"], thanthien.posting.public_rules.Form["WEB"]),
                                    (
                                        thanthien.posting.public_rules.Form["LOUDSPEAKER"],
                                        thanthien.posting.public_rules.Form["LOUDSPEAKER"],
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("place", models.CharField(blank=True, max_length=80)),
                        ("noted_by", models.CharField(max_length=60)),
                        ("noted_at", models.DateTimeField()),
                        ("annulled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="posting.publicitem"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Reception",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("weekday", models.PositiveSmallIntegerField(help_text="0 Monday … 6 Sunday")),
                        (
                            "week",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0 each week, 1–4 nth of the month, 5 the last"
                            ),
                        ),
                        ("opens", models.TimeField()),
                        ("closes", models.TimeField()),
                        ("place", models.CharField(blank=True, max_length=120)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="receptions", to="posting.contact"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["weekday", "week", "opens", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoomFinding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=20)),
                        ("what", models.CharField(blank=True, max_length=200)),
                        ("found_at", models.DateTimeField()),
                        ("mended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["found_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoomSeen",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("month", models.DateField(help_text="its first day")),
                        ("code", models.CharField(max_length=20)),
                        (
                            "seen",
                            models.CharField(
                                choices=[
                                    (thanthien.posting.room_rules.Seen["OK"], thanthien.posting.room_rules.Seen["OK"]),
                                    (thanthien.posting.room_rules.Seen["NOT"], thanthien.posting.room_rules.Seen["NOT"]),
                                    (thanthien.posting.room_rules.Seen["ABSENT"], thanthien.posting.room_rules.Seen["ABSENT"]),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("seen_at", models.DateTimeField()),
                        (
                            "seen_by",
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
                        "ordering": ["-month", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="VisitDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.CharField(max_length=12)),
                        ("day", models.DateField()),
                        ("views", models.BigIntegerField(default=0)),
                        ("visits", models.BigIntegerField(default=0)),
                        ("before", models.BigIntegerField(default=0)),
                        (
                            "present",
                            models.PositiveIntegerField(
                                default=0, help_text="readers of the last five minutes, when last counted"
                            ),
                        ),
                        ("present_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("unit", "day"), name="one_visit_tally_a_day")],
                    },
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("shown", True), ("phone", ""), _connector="OR"), name="hidden_contact_has_no_phone"
                    ),
                ),
                migrations.AddIndex(
                    model_name="duty",
                    index=models.Index(fields=["unit", "day"], name="duty_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("day", "part", "officer", "task"),
                        name="one_duty_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="news",
                    index=models.Index(fields=["unit", "-first_day"], name="news_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="news",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"),
                        name="news_ends_after_start",
                    ),
                ),
                migrations.AddIndex(
                    model_name="postedfile",
                    index=models.Index(fields=["unit", "subject"], name="posted_file_of_subject"),
                ),
                migrations.AddConstraint(
                    model_name="postedfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("pages__gt", 0), ("size__gt", 0)), name="posted_file_is_not_empty"
                    ),
                ),
                migrations.AddIndex(
                    model_name="publicitem",
                    index=models.Index(fields=["unit", "-decided_on"], name="public_item_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="publicitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("decided_on"))), name="public_item_due_after_decision"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicrun",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="public_run_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicrun",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("annulled_at__isnull", True), ("until__isnull", True)),
                        fields=("item", "form"),
                        name="one_open_run_a_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="reception_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("week__lte", 5), ("weekday__lte", 6)), name="reception_names_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="reception_valid_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomfinding",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("mended_at__isnull", True)), fields=("unit", "code"), name="one_open_finding_a_thing"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomseen",
                    constraint=models.UniqueConstraint(fields=("unit", "month", "code"), name="one_look_a_month"),
                ),
            ]
        )
    ]
