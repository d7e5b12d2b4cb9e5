"""What may be typed into the book, and whose name stays a secret."""

import pytest

from builders.police import TYPED
from thanthien.receptions import rules
from thanthien.receptions.rules import Course, Matter, ReceptionError, name_open_to


def test_a_line_is_tidied():
    found, wrong = rules.facts(TYPED | {"name": "  Bùi   Văn Lực ", "people": "", "passed_to": "không chuyển"})
    assert wrong == {} and found is not None
    assert (found.name, found.phone, found.people) == ("Bùi Văn Lực", "0912555408", 1)
    assert found.passed_to == "", "only what is passed on has a place"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Lực 038192004317"}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"id_last": "038192004317"}, "id_last"),
        ({"id_last": "43"}, "id_last"),
        ({"people": "0"}, "people"),
        ({"people": "501"}, "people"),
        ({"people": "hai"}, "people"),
        ({"matter": ""}, "matter"),
        ({"matter": "khac"}, "matter"),
        ({"course": ""}, "course"),
        ({"content": "abc"}, "content"),
        ({"content": "x" * 501}, "content"),
        ({"content": "mất thẻ số 038 192 004 317"}, "content"),
        ({"course": "passed_on"}, "passed_to"),
        ({"address": "x" * 161}, "address"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_what_is_wrong_stands_at_its_field(typed, field):
    found, wrong = rules.facts(TYPED | typed)
    assert found is None and set(wrong) == {field}


def test_nothing_typed_names_what_must_be_there():
    assert set(rules.facts({})[1]) == {"name", "matter", "course", "content"}


@pytest.mark.parametrize("course", list(Course))
@pytest.mark.parametrize("matter", list(Matter))
def test_every_matter_may_take_every_course(matter, course):
    found, wrong = rules.facts(TYPED | {"matter": matter, "course": course, "passed_to": "Thanh tra tỉnh"})
    assert not wrong and found is not None and (found.matter, found.course) == (matter, course)


@pytest.mark.parametrize(
    ("matter", "login", "leads", "is_open"),
    [
        (Matter.DENUNCIATION, "linh", False, True),
        (Matter.DENUNCIATION, "hoai", False, False),
        (Matter.DENUNCIATION, "viet", True, True),
        (Matter.COMPLAINT, "hoai", False, True),
        (Matter.REPORT, "hoai", False, True),
    ],
)
def test_who_denounced_is_known_to_the_receiver_and_the_chief(matter, login, leads, is_open):
    assert name_open_to(matter=matter, receiver="linh", login=login, leads=leads) is is_open


@pytest.mark.parametrize("text", ["", "    ", "xong", "x" * 301])
def test_a_result_says_something_short(text):
    with pytest.raises(ReceptionError) as refused:
        rules.tidy_result(text)
    assert refused.value.field == "result"


def test_a_reason_says_something():
    assert rules.tidy_reason(" ghi   nhầm ") == "ghi nhầm"
    with pytest.raises(ReceptionError):
        rules.tidy_reason("x")
