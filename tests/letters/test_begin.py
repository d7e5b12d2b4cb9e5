"""An office that is updated writes no letters for what happened before it had letters."""

from importlib import import_module

import pytest
from django.apps import apps

from thanthien.journal.models import Chain, Follower

pytestmark = pytest.mark.django_db


def test_the_reader_begins_at_the_end_of_an_old_journal_and_stays_where_it_has_come_to():
    Chain.objects.create(unit="15151", seq=812, head="a" * 64)
    Chain.objects.create(unit="15154", seq=90, head="b" * 64)
    Follower.objects.create(name="letters", unit="15154", seq=7)
    import_module("thanthien.letters.migrations.0003_begin_at_the_head").begin_at_the_head(apps, None)
    places = dict(Follower.objects.filter(name="letters", unit__in=("15151", "15154")).values_list("unit", "seq"))
    assert places == {"15151": 812, "15154": 7}
