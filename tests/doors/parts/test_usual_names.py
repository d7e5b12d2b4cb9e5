"""Usual names of services are said in English; what an office wrote itself stays as it wrote it."""

import pytest
from django.utils import translation

from thanthien.doors.admin.usual_services import USUAL
from thanthien.doors.parts.usual_names import usual
from thanthien.simulation.demo import SERVICES


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("Hộ tịch", "Civil status"), ("Đất đai, nhà ở", "Land, housing"),
        ("Đất đai, nhà ở, nhận kết quả", "Land, housing, collect the result"),
        ("Sao y bản chính, chữ ký, hợp đồng", "Copies, signatures, contracts"), ("Tổ trưởng thôn", "Tổ trưởng thôn"),
        ("Hộ tịch, tổ trưởng thôn", "Hộ tịch, tổ trưởng thôn"), ("", ""), ("Lưu", "Lưu"),
    ],
)  # fmt: skip
def test_usual_names_are_said_and_others_kept(written, english):
    assert usual(written) == written, "in Vietnamese nothing changes"
    with translation.override("en"):
        assert usual(written) == english


@pytest.mark.parametrize("one", [*USUAL, *SERVICES], ids=lambda one: one.letter)
def test_what_we_propose_ourselves_is_usual(one):
    with translation.override("en"):
        assert usual(one.name) != one.name and usual(one.examples) != one.examples
