"""The scheme of nine indices: what ships, that it is honest about what nobody has read, and that a faulty one is named."""

from datetime import date

import pytest
import yaml

from thanthien.law.rules import LawError
from thanthien.law.scoring import FILE, scheme_of, scheme_on, schemes

TODAY = date(2026, 11, 23)


def raw() -> dict:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))[0]


def test_nine_indices_of_2_1_and_0_points_with_the_circulars_sums():
    scheme = scheme_on(TODAY)
    assert [one.number for one in scheme.indices] == list(range(1, 10))
    assert all(sorted(one.levels) == [0, 1, 2] for one in scheme.indices)
    assert scheme.officer == (1, 2, 3, 4, 7) and scheme.agency == tuple(range(1, 10))
    assert [one.least for one in scheme.officer_grades] == [50, 35, 0]
    assert [one.least for one in scheme.agency_grades] == [150, 120, 90, 60, 0]
    assert (scheme.online.procedures, scheme.online.dossiers_two, scheme.online.dossiers_one, scheme.answers_one) == (
        20,
        30,
        15,
        90,
    )


def test_it_names_its_circular_and_says_that_nobody_saw_whether_it_still_holds():
    scheme = scheme_on(TODAY)
    assert scheme.citation == "Điều 13, 14, 15 Thông tư 01/2018/TT-VPCP" and not scheme.confirmed
    assert "03/2025" in scheme.note.vi and "03/2025" in scheme.note.en


def test_before_its_day_there_is_none():
    assert scheme_on(date(2018, 12, 31)) is None


def test_every_text_is_there_in_both_languages():
    for scheme in schemes():
        texts = [scheme.name, scheme.note, *(one.name for one in (*scheme.officer_grades, *scheme.agency_grades))]
        for one in scheme.indices:
            texts += [one.name, one.short, one.note, *one.levels.values()]
        assert all(text.vi.strip() and text.en.strip() and text.vi != text.en for text in texts)


def test_an_index_that_is_not_there_is_said():
    with pytest.raises(LawError, match="chỉ số 10"):
        scheme_on(TODAY).index(10)


@pytest.mark.parametrize(
    "fault",
    [
        {"rounding": "half_even"}, {"decimals": 2}, {"officer": [1, 2, 12]}, {"indices": []}, {"online": {"procedures": 20}},
        {"officer_grades": [{"least": "3", "name": "a", "name_en": "b"}]},
        {"agency_grades": [{"least": "0", "name": "a", "name_en": "b"}, {"least": "6", "name": "c", "name_en": "d"}]},
    ],
)  # fmt: skip
def test_a_faulty_scheme_is_named(fault):
    with pytest.raises(LawError, match="nine_indices"):
        scheme_of(raw() | fault)


def test_a_scheme_without_a_line_is_named():
    with pytest.raises(LawError, match="answers"):
        scheme_of({key: value for key, value in raw().items() if key != "answers"})
