"""A kind in the unit's own words: drafted, looked at, used, ended; older letters keep theirs; the unprintable is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders.letters import wrote
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.letters import catalogue, own_words, paper, queries
from thanthien.letters.models import OwnKind
from thanthien.letters.own_words import Said
from thanthien.letters.rules import LetterError

SAID = Said(
    name="Thư mừng thọ", name_en="Letter of long life", title="Kính chúc thọ", ornament="rice-ear", occasion="Ngày 1 tháng 10",
    texts=["{event_words}, Ủy ban nhân dân {unit} kính chúc {call} mạnh khỏe.", "", "Chúc {call} vui cùng con cháu."],
    heading="Sống khỏe", points=[("Đi bộ mỗi sáng.", "Ra sân nhà văn hóa cho vui."), ("", "")],
)  # fmt: skip


def save(town, said: Said = SAID, code: str = "", base: str = "joy", who: str = "nghia", later: int = 0) -> OwnKind:
    told = {"by": town.actor(getattr(town, who)), "at": town.at + timedelta(minutes=later)}
    return own_words.save_kind(unit=town.unit, code=code, base=base, said=said, **told)


def use(town, row: OwnKind, later: int = 0) -> OwnKind:
    return own_words.use_kind(kind=row, by=town.actor(town.nghia), at=town.at + timedelta(minutes=later))


def test_a_kind_that_the_unit_adds_is_offered_once_it_is_used(town):
    row = save(town)
    assert (row.code, row.version) == ("own-1", 1) and len(row.says["paragraphs"]) == 2 and len(row.says["back"]["items"]) == 1
    with pytest.raises(LetterError, match="Chưa có loại thư này"):
        wrote_own(town)
    use(town, row)
    letter = wrote_own(town)
    said = queries.written(letter=letter)
    assert said.paragraphs[0] == "Ngày 1 tháng 10 năm 2026, Ủy ban nhân dân xã Cẩm Tú kính chúc cụ mạnh khỏe."
    assert said.title == "Kính chúc thọ" and letter.base == "joy"
    assert [one.kind for one in Entry.objects.filter(kind__startswith="letterkind").order_by("seq")] == [
        "letterkind.saved",
        "letterkind.used",
    ]
    assert verify() is None


def wrote_own(town):
    from thanthien.letters import actions

    facts = {"recipient": "Cụ Hoàng Thị Nết", "call": "cụ", "person": "Hoàng Thị Nết", "event_on": "2026-10-01"}
    return actions.write(unit=town.unit, kind="own-1", facts=facts, by=town.actor(town.hanh), at=town.at + timedelta(minutes=1))


def test_an_edit_of_a_kind_that_ships_changes_new_letters_and_keeps_the_cases(town):
    old = wrote(town)
    kind = catalogue.kind_of(unit=town.unit, code="condolence", at=town.at)
    texts = [piece.text for piece in kind.paragraphs]
    row = save(town, said_in(kind, texts=["Được tin {who} mất, cả thôn lặng đi.", *texts[1:]]), code="condolence")
    use(town, row, later=1)
    new = catalogue.kind_of(unit=town.unit, code="condolence", at=town.at + timedelta(minutes=2))
    assert new.paragraphs[0].text.startswith("Được tin") and dict(new.paragraphs[0].when) == {"person": "child"}
    assert (new.version, new.confirmed, new.finished) == (1, True, kind.finished)
    assert queries.kind_on(old).version == 0 and catalogue.kind_of(unit=town.unit, code="condolence", at=town.at).version == 0


def said_in(kind, **more) -> Said:
    made = Said(
        name=kind.name, title=kind.title, ornament=kind.ornament, closing=kind.closing,
        texts=[piece.text for piece in kind.paragraphs], heading=kind.back.heading, intro=kind.back.intro,
        points=[(piece.lead, piece.text) for piece in kind.back.items], quiet=kind.back.quiet,
    )  # fmt: skip
    return replace(made, **more)


def test_a_draft_is_mended_until_it_is_used_and_then_a_new_version_begins(town):
    first = save(town)
    assert save(town, replace(SAID, title="Chúc thọ"), code="own-1").pk == first.pk
    use(town, first)
    second = save(town, replace(SAID, title="Mừng thọ"), code="own-1", later=2)
    assert second.version == 2 and catalogue.kind_of(unit=town.unit, code="own-1", at=town.at).title == "Chúc thọ"
    use(town, second, later=3)
    assert catalogue.kind_of(unit=town.unit, code="own-1", at=town.at + timedelta(minutes=4)).title == "Mừng thọ"
    assert catalogue.kind_of(unit=town.unit, code="own-1", at=town.at + timedelta(minutes=1)).title == "Chúc thọ"


def test_a_kind_is_ended_and_taken_up_again(town):
    row = use(town, save(town))
    told = {"kind": row, "by": town.actor(town.nghia)}
    own_words.end_kind(**told, at=town.at + timedelta(minutes=1))
    assert catalogue.find(unit=town.unit, code="own-1", at=town.at + timedelta(minutes=2)) is None
    assert catalogue.find(unit=town.unit, code="own-1", at=town.at) is not None, "letters made before keep it"
    own_words.again_kind(**told, at=town.at + timedelta(minutes=3))
    assert catalogue.find(unit=town.unit, code="own-1", at=town.at + timedelta(minutes=4)) is not None


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"texts": ["Chào {nickname}"]}, "text-1", "{nickname}"),
        ({"texts": ["Chào {man}"]}, "text-1", "{man}"),
        ({"texts": ["Được", "lẻ { ngoặc"]}, "text-2", "{"),
        ({"points": [("Đi bộ", "cùng {man}")]}, "point-1", "{man}"),
        ({"texts": ["Chào 不"]}, "text-1", "不"),
        ({"title": "Kính 不"}, "title", "不"),
        ({"title": ""}, "title", "dòng chữ lớn"),
        ({"title": "{unit}"}, "title", "ngoặc nhọn"),
        ({"name": " "}, "name", "tên loại thư"),
        ({"texts": ["", " "]}, "text-1", "ít nhất một đoạn"),
        ({"texts": ["x" * 701]}, "text-1", "700"),
        ({"texts": ["Lời rất dài của xã nhà. " * 27] * 8}, "text-1", "tên dài bốn dòng"),
        ({"points": [("Điều", "Lời khuyên rất dài của xã. " * 25)] * 12}, "text-1", "tên dài bốn dòng"),
        ({"ornament": "dragon"}, "ornament", "hình vẽ"),
        ({"heading": "y" * 61}, "heading", "60"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_refused_at_its_field(town, change, field, says):
    with pytest.raises(LetterError) as refused:
        save(town, replace(SAID, **change))
    assert refused.value.field == field and says in str(refused.value)
    assert not OwnKind.objects.exists()


def test_a_condolence_has_no_exclamation_mark(town):
    with pytest.raises(LetterError, match="chấm than"):
        save(town, replace(SAID, texts=["Vô cùng thương tiếc {who}!"]), base="grief")
    assert save(town, replace(SAID, texts=["Vô cùng thương tiếc {who}."]), base="grief").base == "grief"


@pytest.mark.parametrize("who", ["hanh", "ha", "ngoc", "la"])
def test_only_leaders_and_administrators_write_the_words(town, who):
    with pytest.raises(LetterError, match="lãnh đạo hoặc quản trị"):
        save(town, who=who)


def test_an_unknown_voice_or_kind_is_refused(town):
    with pytest.raises(LetterError, match="giọng thư"):
        save(town, base="anger")
    with pytest.raises(LetterError, match="Chưa có loại thư này"):
        save(town, code="own-7")


def test_the_sample_has_names_of_four_lines(town):
    kind = catalogue.kind_of(unit=town.unit, code="wedding", at=town.at)
    assert "Minh Nguyệt" in str(paper.sample_of(kind=kind, unit=town.unit, at=town.at).data["lead"])


@pytest.mark.parametrize("code", ["wedding", "birth", "condolence", "thanks", "apology"])
def test_every_kind_that_ships_fits_with_the_longest_names(town, code):
    kind = catalogue.kind_of(unit=town.unit, code=code, at=town.at)
    assert save(town, said_in(kind), code=code).version == 1
