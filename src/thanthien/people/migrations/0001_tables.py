import django.db.models.deletion
import thanthien.people.rules
import uuid
from django.conf import settings
from django.db import migrations, models

from thanthien.journal.new_tables import NewTables


class Migration(migrations.Migration):
    # One step where there were 4: an office that has taken those goes on from here.
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_unit_layer"),
        ("people", "0003_api_token"),
        ("people", "0004_new_tokens"),
    ]
    initial = True

    dependencies = []

    operations = [
        NewTables(
            [
                migrations.CreateModel(
                    name="Officer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("login", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("name_fold", models.CharField(blank=True, max_length=80)),
                        ("position", models.CharField(blank=True, max_length=120)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "photo",
                            models.CharField(
                                blank=True, help_text="file in the office's home; empty = the drawn avatar", max_length=120
                            ),
                        ),
                        ("avatar", models.JSONField(default=dict, help_text="of the drawn avatar: hair, shirt, glasses …")),
                        ("rank", models.CharField(blank=True, help_text="rank of the police, see rules.Rank", max_length=30)),
                        (
                            "must_change",
                            models.BooleanField(
                                default=False, help_text="the password was given once; the next login asks for an own one"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "new_tokens",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="made in this officer's name and not yet looked at"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        ("code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=120)),
                        ("name_fold", models.CharField(db_index=True, max_length=120)),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "portal_code",
                            models.CharField(blank=True, help_text="H56.nnn, not confirmed", max_length=20, null=True),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "by_act",
                            models.BooleanField(
                                default=False, help_text="an administrator made or changed it; else it is as loaded"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="people.unit",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="people.unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(blank=True, max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        thanthien.people.rules.CounterState["CLOSED"],
                                        thanthien.people.rules.CounterState["CLOSED"],
                                    ),
                                    (thanthien.people.rules.CounterState["OPEN"], thanthien.people.rules.CounterState["OPEN"]),
                                    (
                                        thanthien.people.rules.CounterState["PAUSED"],
                                        thanthien.people.rules.CounterState["PAUSED"],
                                    ),
                                ],
                                default=thanthien.people.rules.CounterState["CLOSED"],
                                max_length=8,
                            ),
                        ),
                        ("since", models.DateTimeField(blank=True, help_text="since when in this state", null=True)),
                        ("active", models.BooleanField(default=True)),
                        (
                            "officer",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counter",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="counters", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Device",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (thanthien.people.rules.DeviceKind["KIOSK"], thanthien.people.rules.DeviceKind["KIOSK"]),
                                    (thanthien.people.rules.DeviceKind["DISPLAY"], thanthien.people.rules.DeviceKind["DISPLAY"]),
                                    (thanthien.people.rules.DeviceKind["TABLET"], thanthien.people.rules.DeviceKind["TABLET"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(help_text="kiosk-1: the journal's actor", max_length=20)),
                        ("name", models.CharField(max_length=60)),
                        ("enrol_digest", models.CharField(blank=True, db_index=True, max_length=32)),
                        ("enrol_until", models.DateTimeField(blank=True, null=True)),
                        ("token_digest", models.CharField(blank=True, db_index=True, max_length=32)),
                        ("enrolled_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("last_seen", models.DateTimeField(blank=True, null=True)),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="devices",
                                to="people.counter",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="devices", to="people.unit"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Office",
                    fields=[
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to="people.unit"
                            ),
                        ),
                        ("centre", models.CharField(help_text="name of the one-stop centre", max_length=160)),
                        ("address", models.CharField(blank=True, max_length=200)),
                        ("hotline", models.CharField(blank=True, max_length=20)),
                        ("place", models.CharField(help_text="as in 'Cẩm Tú, ngày …'", max_length=80)),
                        ("hours", models.JSONField(default=dict, help_text="own weekly hours; empty = the usual ones")),
                        (
                            "priority",
                            models.JSONField(
                                default=dict, help_text="classes of priority and the bound of overtaking; empty = the usual ones"
                            ),
                        ),
                        (
                            "scenery",
                            models.CharField(default="muong", help_text="hills and brocade of the hall screens", max_length=40),
                        ),
                        ("demo", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("roles", models.JSONField(default=list)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField()),
                        ("document", models.CharField(help_text="number of the document: 12/UQ-UBND", max_length=60)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_given",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_taken",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Citizen",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80)),
                        ("name_fold", models.CharField(db_index=True, max_length=80)),
                        ("id_number", models.CharField(blank=True, max_length=12)),
                        ("id_digest", models.CharField(blank=True, db_index=True, max_length=32)),
                        ("birth_date", models.DateField(blank=True, null=True)),
                        ("birth_year_only", models.BooleanField(default=False)),
                        ("sex", models.CharField(blank=True, max_length=4)),
                        ("address", models.CharField(blank=True, max_length=200)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("phone_digest", models.CharField(blank=True, db_index=True, max_length=32)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(help_text="which programme holds it", max_length=60)),
                        ("scopes", models.JSONField(default=list, help_text="see rules.Scope")),
                        ("digest", models.CharField(max_length=32, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("last_used", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "device",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
                                to="people.device",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (thanthien.people.rules.AbsenceKind["LEAVE"], thanthien.people.rules.AbsenceKind["LEAVE"]),
                                    (thanthien.people.rules.AbsenceKind["SICK"], thanthien.people.rules.AbsenceKind["SICK"]),
                                    (
                                        thanthien.people.rules.AbsenceKind["MEETING"],
                                        thanthien.people.rules.AbsenceKind["MEETING"],
                                    ),
                                    (thanthien.people.rules.AbsenceKind["FIELD"], thanthien.people.rules.AbsenceKind["FIELD"]),
                                    (
                                        thanthien.people.rules.AbsenceKind["TRAINING"],
                                        thanthien.people.rules.AbsenceKind["TRAINING"],
                                    ),
                                    (thanthien.people.rules.AbsenceKind["OTHER"], thanthien.people.rules.AbsenceKind["OTHER"]),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("noted_at", models.DateTimeField()),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, help_text="called back before the last day, or noted by mistake", null=True
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="absences", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.counter",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="officer",
                    name="unit",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="officers", to="people.unit"
                    ),
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=160)),
                        ("name_fold", models.CharField(db_index=True, max_length=160)),
                        ("tax_code", models.CharField(blank=True, db_index=True, max_length=14)),
                        (
                            "kind",
                            models.CharField(default="business", help_text="business, household, organisation", max_length=20),
                        ),
                        ("address", models.CharField(blank=True, max_length=200)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    (thanthien.people.rules.Role["ONE_STOP"], thanthien.people.rules.Role["ONE_STOP"]),
                                    (thanthien.people.rules.Role["SPECIALIST"], thanthien.people.rules.Role["SPECIALIST"]),
                                    (thanthien.people.rules.Role["POLICE"], thanthien.people.rules.Role["POLICE"]),
                                    (thanthien.people.rules.Role["LEADER"], thanthien.people.rules.Role["LEADER"]),
                                    (
                                        thanthien.people.rules.Role["PARTY_SECRETARY"],
                                        thanthien.people.rules.Role["PARTY_SECRETARY"],
                                    ),
                                    (thanthien.people.rules.Role["PETITIONS"], thanthien.people.rules.Role["PETITIONS"]),
                                    (thanthien.people.rules.Role["GUIDE"], thanthien.people.rules.Role["GUIDE"]),
                                    (thanthien.people.rules.Role["SEAL_CLERK"], thanthien.people.rules.Role["SEAL_CLERK"]),
                                    (thanthien.people.rules.Role["HAMLET_HEAD"], thanthien.people.rules.Role["HAMLET_HEAD"]),
                                    (thanthien.people.rules.Role["MASS_ORG"], thanthien.people.rules.Role["MASS_ORG"]),
                                    (thanthien.people.rules.Role["BOARD"], thanthien.people.rules.Role["BOARD"]),
                                    (thanthien.people.rules.Role["INSPECTOR"], thanthien.people.rules.Role["INSPECTOR"]),
                                    (thanthien.people.rules.Role["ADMIN"], thanthien.people.rules.Role["ADMIN"]),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "fields",
                            models.JSONField(
                                default=list, help_text="fields of procedures a specialist answers for; empty = all"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="people.delegation",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="grants", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                help_text="the hamlet of a hamlet head, the organisation of its head; empty = the whole unit",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_here",
                                to="people.unit",
                            ),
                        ),
                        ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.unit")),
                    ],
                ),
                migrations.CreateModel(
                    name="Substitute",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in_for",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                        ),
                    ],
                    options={
                        "ordering": ("officer", "order", "pk"),
                    },
                ),
                migrations.AddConstraint(
                    model_name="device",
                    constraint=models.UniqueConstraint(fields=("unit", "code"), name="one_device_a_code"),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="delegation_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True), name="nobody_delegates_to_oneself"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counter",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("unit", "number"), name="one_counter_a_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("active", True), ("state", "closed"), _connector="OR"),
                        name="counter_taken_away_is_closed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counter",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state", "closed"), ("officer__isnull", False), _connector="OR"),
                        name="open_counter_has_officer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="citizen",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("id_digest", ""), _negated=True),
                        fields=("unit", "id_digest"),
                        name="one_citizen_an_id",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apitoken",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("device__isnull", True), ("officer__isnull", False)),
                            models.Q(("device__isnull", False), ("officer__isnull", True)),
                            _connector="OR",
                        ),
                        name="api_token_of_officer_or_device",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apitoken",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))), name="api_token_ends_after_start"
                    ),
                ),
                migrations.AddIndex(
                    model_name="absence",
                    index=models.Index(fields=["unit", "first_day", "last_day"], name="absence_by_days"),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="absence_ends_after_start"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("officer", "first_day"), name="one_absence_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="role_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitute",
                    constraint=models.UniqueConstraint(fields=("officer", "stand_in"), name="one_substitute_once"),
                ),
                migrations.AddConstraint(
                    model_name="substitute",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("officer", models.F("stand_in")), _negated=True), name="nobody_substitutes_oneself"
                    ),
                ),
            ]
        )
    ]
