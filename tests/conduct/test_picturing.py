"""Photos of a visit: drawn anew, six at most, taken away and brought back; what is no picture is refused with advice."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from builders.papers import pdf, photo
from thanthien.conduct import picturing, visiting
from thanthien.conduct import record_queries as kept
from thanthien.conduct.rules import ConductError
from thanthien.journal.verify import verify
from thanthien.papers import storing

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(office):
    return {"by": office.actor(office.nghia), "at": office.at}


@pytest.fixture
def visit(office, lead):
    return visiting.note_visit(unit=office.unit, place="Một cửa", right=["plate"], found=[], visitor=office.nghia, **lead)


def added(office, lead, visit, *contents):
    return picturing.add_photos(visit=visit, files=picturing.clean(unit=office.unit, contents=contents), **lead)


def test_a_photo_is_kept_without_a_word_of_its_camera_and_once(office, lead, visit):
    sent = photo(exif=True)
    made = added(office, lead, visit, sent, sent)
    assert len(made) == 1 and added(office, lead, visit, sent) == []
    clean = storing.read(made[0].digest)
    assert b"Nokia" in sent and b"Nokia" not in clean and not dict(Image.open(io.BytesIO(clean)).getexif())
    assert kept.visits(unit=office.unit)[0].photos.all()[0] == made[0] and verify() is None


@pytest.mark.parametrize("content", [pdf(), b"MZ not a picture", b""])
def test_what_is_no_picture_is_refused_and_nothing_is_kept(office, lead, visit, content):
    with pytest.raises(ConductError) as caught:
        added(office, lead, visit, content)
    assert caught.value.field == "photo" and not visit.photos.exists()


def test_no_more_than_six(office, lead, visit):
    with pytest.raises(ConductError):
        picturing.clean(unit=office.unit, contents=[b"x"] * 7)


def test_taken_away_and_brought_back_on_the_day(office, lead, visit):
    one = added(office, lead, visit, photo())[0]
    picturing.turn_photo(photo=one, withdrawn=True, **lead)
    assert list(kept.visits(unit=office.unit)[0].photos.all()) == []
    picturing.turn_photo(photo=one, withdrawn=False, **lead)
    assert len(kept.visits(unit=office.unit)[0].photos.all()) == 1
    picturing.turn_photo(photo=one, withdrawn=True, **lead)
    with pytest.raises(ConductError):
        picturing.turn_photo(photo=one, withdrawn=False, by=lead["by"], at=office.at + timedelta(days=1))


@pytest.mark.parametrize("who", ["hanh", "la"])
def test_only_a_leader_of_the_unit(office, lead, visit, who):
    by = lead | {"by": office.actor(getattr(office, who))}
    with pytest.raises(ConductError):
        added(office, by, visit, photo())
