"""Finding a commune among those of the whole country, as people type it."""

import pytest

from thanthien.config.loading import load_units
from thanthien.people.finding import bare, find_communes, provinces
from thanthien.people.models import Unit

pytestmark = pytest.mark.django_db
WEST = "31348"


@pytest.fixture(autouse=True)
def country(db):
    load_units()


def codes(text: str, **more) -> list[str]:
    return [one.code for one in find_communes(text=text, **more)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("truong long tay", WEST), ("Xã Trường Long Tây", WEST), ("tay long truong", WEST), ("truong long tay can tho", WEST),
        ("31348", WEST), ("cam tu", "15148"), ("CẨM TÚ, Thanh Hóa", "15148"), ("truonglong tay", WEST), ("turong long tay", WEST),
    ],
)  # fmt: skip
def test_the_wanted_commune_comes_first(typed, first):
    assert codes(typed)[0] == first


def test_the_exact_name_stands_before_those_that_begin_so():
    assert codes("truong long can tho")[:2] == ["31309", WEST]


def test_a_province_alone_lists_its_communes_by_name():
    found = find_communes(province="92", limit=500)
    assert len(found) == 103 and all(one.above == "Thành phố Cần Thơ" for one in found)
    assert [bare(n) for n in ("xa an lac thon", "phuong an binh", "dac khu con dao")] == ["an lac thon", "an binh", "con dao"]


def test_all_34_provinces_by_name():
    assert len(provinces()) == 34 and provinces()[0].name == "Tỉnh An Giang"


def test_nothing_is_found_for_nonsense_and_for_what_has_merged():
    assert codes("qqqqqqqq") == []
    Unit.objects.filter(pk=WEST).update(successor_id="31309")
    assert WEST not in codes("truong long tay")


def test_a_search_is_one_query_and_one_for_the_halls(django_assert_num_queries):
    with django_assert_num_queries(2):
        find_communes(text="truong long tay")
