"""The link of a hamlet's head: what it opens and what not; proof by photo; a letter that came back; news that is asked about."""

from datetime import datetime, timedelta

import pytest

from builders.letters import COUPLE, signed, wrote
from builders.papers import pdf, photo
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.letters import access, carrying, queries
from thanthien.letters.models import Letter
from thanthien.letters.rules import Act, LetterError, State
from thanthien.people import actions as people
from thanthien.people.rules import UnitKind
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM


@pytest.fixture
def hamlets(town, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    told = {"kind": UnitKind.HAMLET, "parent": town.unit, "by": system(town.unit), "at": town.at}
    return [people.add_unit(name=name, **told) for name in ("Thôn Lương Thuận", "Thôn Đồng Chạ")]


def desk(town) -> dict:
    return {"by": town.actor(town.hanh), "at": town.at}


def link(town, hamlet):
    return carrying.link_hamlet(unit=town.unit, hamlet=hamlet.pk, **desk(town))


def carried(town, hamlet, **more):
    return signed(town, wrote(town, hamlet=hamlet.pk, **more))


def test_a_hamlet_has_one_link_a_month_and_its_secret_is_kept_nowhere(town, hamlets):
    one = link(town, hamlets[0])
    assert link(town, hamlets[0]).pk == one.pk != link(town, hamlets[1]).pk
    secret = carrying.secret_of(one)
    assert len(secret) == 16 and queries.link_of(token=secret.lower(), at=town.at) == one
    assert not Entry.objects.filter(body__contains=secret).exists() and verify() is None
    other = "1" if secret.endswith("0") else "0"
    assert queries.link_of(token=secret[:-1] + other, at=town.at) is None
    assert one.expires_at == datetime(2026, 12, 5, 23, 59, tzinfo=VIETNAM)
    assert queries.link_of(token=secret, at=one.expires_at + timedelta(minutes=1)) is None


def test_a_link_that_went_astray_is_closed_and_the_next_is_another(town, hamlets):
    one = link(town, hamlets[0])
    secret = carrying.secret_of(one)
    for _ in range(2):
        carrying.close_link(link=one, **desk(town))
    assert queries.link_of(token=secret, at=town.at) is None
    new = carrying.link_hamlet(
        unit=town.unit, hamlet=hamlets[0].pk, by=town.actor(town.hanh), at=town.at + timedelta(seconds=1)
    )  # fmt: skip
    assert carrying.secret_of(new) != secret and verify() is None


def test_only_who_cares_for_letters_gives_links(town, hamlets):
    for who in ("ngoc", "la"):
        with pytest.raises(LetterError, match="Thư của xã do"):
            carrying.link_hamlet(unit=town.unit, hamlet=hamlets[0].pk, by=town.actor(getattr(town, who)), at=town.at)
    with pytest.raises(LetterError, match="Thôn này không có"):
        carrying.link_hamlet(unit=town.unit, hamlet="15148-T99", **desk(town))


def test_the_link_opens_what_lies_signed_for_the_houses_of_its_hamlet(town, hamlets):
    here, there = carried(town, hamlets[0]), carried(town, hamlets[1], deed="việc khác")
    by_post = signed(town, wrote(town, hamlet=hamlets[0].pk, way="post", deed="gửi thư"))
    draft = wrote(town, hamlet=hamlets[0].pk, deed="chưa ký")
    by = carrying.bearer(link(town, hamlets[0]))
    assert queries.to_carry(unit=town.unit, hamlet=hamlets[0].pk) == [here]
    for act in (Act.HAND, Act.RETURN):
        assert [access.may(by=by, letter=one, act=act) for one in (here, there, by_post, draft)] == [True, False, False, False]
    assert not any(access.may(by=by, letter=here, act=act) for act in Act if act not in (Act.HAND, Act.RETURN))


def test_a_photo_proves_the_hand_over_and_loses_what_it_tells(town, hamlets):
    letter, by = carried(town, hamlets[0]), carrying.bearer(link(town, hamlets[0]))
    done = carrying.hand_with_photo(letter=letter, photo=photo(exif=True), receiver="con gái", by=by, at=town.at)
    assert done.state == State.HANDED and done.proof == "con gái" and done.handed_by == f"thon-{hamlets[0].pk}"
    kept = queries.photo_of(letter=done)
    assert kept.media == "image/jpeg" and kept.source == "phone"
    assert Entry.objects.get(kind="letter.handed").actor == f"citizen:thon-{hamlets[0].pk}" and verify() is None


def test_without_a_photo_it_is_handed_over_too_and_a_document_is_refused(town, hamlets):
    letter = carried(town, hamlets[0])
    with pytest.raises(LetterError, match="ảnh chụp"):
        carrying.hand_with_photo(letter=letter, photo=pdf(), **desk(town))
    assert Letter.objects.get().state == State.SIGNED
    done = carrying.hand_with_photo(letter=letter, photo=b"", **desk(town))
    assert done.state == State.HANDED and queries.photo_of(letter=done) is None


def test_a_letter_that_came_back_is_carried_again(town, hamlets):
    letter, by = carried(town, hamlets[0]), carrying.bearer(link(town, hamlets[0]))
    with pytest.raises(LetterError, match="vì sao"):
        carrying.note_back(letter=letter, why="rain", by=by, at=town.at)
    back = carrying.note_back(letter=letter, why="absent", by=by, at=town.at)
    assert (back.state, back.back_why, back.number) == (State.SIGNED, "absent", 1)
    assert queries.to_carry(unit=town.unit, hamlet=hamlets[0].pk) == [back]
    assert Entry.objects.get(kind="letter.back").data["why"] == "absent"
    assert carrying.hand_with_photo(letter=back, photo=b"", by=by, at=town.at).state == State.HANDED


def test_what_was_given_wrongly_comes_back_by_the_office_only(town, hamlets):
    by = carrying.bearer(link(town, hamlets[0]))
    letter = carrying.hand_with_photo(letter=carried(town, hamlets[0]), photo=b"", by=by, at=town.at)
    with pytest.raises(LetterError):
        carrying.note_back(letter=letter, why="wrong", by=by, at=town.at)
    back = carrying.note_back(letter=letter, why="wrong", **desk(town))
    assert back.state == State.SIGNED and back.handed_at is None and verify() is None


def test_news_of_a_hamlet_is_a_draft_that_is_asked_about(town, hamlets):
    one = link(town, hamlets[0])
    facts = {"deceased": "Hoàng Thị Nết", "died_on": "20/11/2026", "family": "Gia đình ông Hoàng Văn Tư"}
    letter = carrying.tell(link=one, kind="condolence", facts=facts, noted="nhà đầu thôn", at=town.at)
    assert (letter.source, letter.state, letter.way, letter.hamlet) == ("note", State.DRAFT, "home", hamlets[0])
    assert letter.facts["noted"] == "nhà đầu thôn" and "checked" in queries.look(letter=letter, on=town.at.date()).missing
    entry = Entry.objects.get(kind="letter.written")
    assert "Hoàng" not in entry.body and "đầu thôn" not in entry.body and verify() is None


def test_guards_look_at_news_at_once(town, hamlets):
    wrote(town, "condolence", deceased=COUPLE["man"], age_known="1998")
    facts = COUPLE | {"man_born": "1998"}
    assert carrying.tell(link=link(town, hamlets[0]), kind="wedding", facts=facts, noted="", at=town.at).stop == "died_since"


def test_a_link_that_got_about_does_not_flood_the_office(town, hamlets):
    one = link(town, hamlets[0])
    for number in range(carrying.MOST_NEWS_A_DAY):
        carrying.tell(link=one, kind="thanks", facts={"recipient": f"Ông Tư {number}"}, noted="", at=town.at)
    with pytest.raises(LetterError, match="gọi điện"):
        carrying.tell(link=one, kind="thanks", facts={"recipient": "Ông Năm"}, noted="", at=town.at)
    assert carrying.tell(link=one, kind="thanks", facts={"recipient": "Ông Năm"}, noted="", at=town.at + timedelta(hours=25))
