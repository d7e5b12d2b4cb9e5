"""The catalogue file itself: what it holds, what it lacks, and what a wrong file is told."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from thanthien.procedures.catalogue import IN_FORCE_FROM, CatalogueError, Rows, read_catalogue
from thanthien.procedures.rules import StepRole, is_cut

ROWS = read_catalogue()
DATA = Path(__file__).parents[2] / "src/thanthien/procedures/data/procedures.yaml"
SOURCE = {item["code"]: item for item in yaml.load(DATA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["procedures"]}


def by_code(code: str) -> Rows:
    return next(row for row in ROWS if row.procedure["code"] == code)


def test_what_the_file_holds() -> None:
    assert len(ROWS) == 155
    assert sum(len(row.papers) for row in ROWS) == 680
    assert Counter(row.procedure["confidence"] for row in ROWS) == {
        "portal_snapshot": 68,
        "portal_snapshot+iso_doc": 46,
        "memory": 21,
        "partly_confirmed": 20,
    }


def test_what_the_file_lacks() -> None:
    no_route = [row for row in ROWS if all(step["is_default"] for step in row.steps)]
    open_hours = [row for row in ROWS if any(not step["is_default"] and step["hours"] is None for step in row.steps)]
    assert (len(no_route), len(open_hours)) == (76, 21)
    # 161 names hold an ellipsis; three of them only say "and so on" inside and are whole
    papers = [paper for row in ROWS for paper in row.papers]
    assert sum("…" in paper["name"] for paper in papers) == 161
    assert sum(paper["name_cut"] for paper in papers) == 158
    assert sum(is_cut(row.procedure["title"]) for row in ROWS) == 3
    assert [row.procedure["code"] for row in ROWS if row.procedure["term_value"] is None] == [
        "2.002622",
        "1.011606",
        "2.002226",
        "1.014801",
        "2.002165",
    ]


def test_confidence_and_doubts_are_carried_unchanged() -> None:
    for row in ROWS:
        source = SOURCE[row.procedure["code"]]
        assert row.procedure["confidence"] == source["confidence"]
        assert row.procedure["unconfirmed"] == source["unconfirmed"]
        assert row.procedure["legal_bases"] == source["legal_basis"]
        assert row.procedure["letter"] == source["letter"]
        assert [paper["name"] for paper in row.papers] == [paper["name"] for paper in source["dossier"]]
        assert [fee["amount"] for fee in row.procedure["fees"]] == [fee["amount_vnd"] for fee in source["fee"]]


def test_a_birth_registration() -> None:
    birth = by_code("1.001193")
    assert birth.procedure["title"] == "Đăng ký khai sinh"
    assert (birth.procedure["term_unit"], birth.procedure["term_value"], birth.procedure["cutoff_15h"]) == ("same_day", 0, True)
    assert birth.procedure["valid_from"] == IN_FORCE_FROM
    assert birth.procedure["channels"] == ["online", "post", "counter"]
    assert [paper["mandatory"] for paper in birth.papers] == ["true", "true"] + ["conditional"] * 6
    assert [step["hours"] for step in birth.steps] == [None] * 5
    assert birth.papers[7]["form_name"] == ""  # the source says "Mẫu h"


def test_the_fifteen_oclock_rule_is_of_same_day_terms_only() -> None:
    cutoffs = {row.procedure["term_unit"] for row in ROWS if row.procedure["cutoff_15h"]}
    assert cutoffs == {"same_day"}
    assert sum(row.procedure["cutoff_15h"] for row in ROWS) == 17


def test_police_matters_get_the_police_route() -> None:
    residence = by_code("1.004222")
    assert [step["role"] for step in residence.steps] == [StepRole.ONE_STOP, StepRole.POLICE, StepRole.LEADER, StepRole.ONE_STOP]
    joint = by_code("2.002622")  # decided by the committee, the police and social insurance together
    assert StepRole.POLICE not in [step["role"] for step in joint.steps]


def test_texts_fit_their_columns() -> None:
    from thanthien.procedures.models import Procedure, ProcedurePaper, ProcedureStep

    for model, lines in (
        (Procedure, [row.procedure for row in ROWS]),
        (ProcedurePaper, [paper for row in ROWS for paper in row.papers]),
        (ProcedureStep, [step for row in ROWS for step in row.steps]),
    ):
        limits = {field.name: field.max_length for field in model._meta.concrete_fields if getattr(field, "max_length", None)}
        for line in lines:
            too_long = [name for name, limit in limits.items() if isinstance(line.get(name), str) and len(line[name]) > limit]
            assert too_long == [], line


def write(path: Path, *entries: object) -> Path:
    path.write_text(yaml.safe_dump({"procedures": list(entries)}, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["", "procedures", "procedures: [", "[]", "other: 1"])
def test_a_file_that_is_no_catalogue(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="Tệp danh mục đọc không được"):
        read_catalogue(path)


@pytest.mark.parametrize("key", ["code", "name", "time_limit", "fee", "dossier", "internal_steps", "unconfirmed"])
def test_an_entry_that_lacks_something_is_named_by_its_place(tmp_path: Path, key: str) -> None:
    whole = SOURCE["1.001193"]
    broken = {name: value for name, value in SOURCE["1.004873"].items() if name != key}
    with pytest.raises(CatalogueError, match="Mục thứ 2 của danh mục"):
        read_catalogue(write(tmp_path / "catalogue.yaml", whole, broken))


@pytest.mark.parametrize(
    "change",
    [
        {"time_limit": {"value": 3, "unit": "fortnight"}},
        {"fee": [{"channel": "pigeon", "amount_vnd": 0}]},
        {"internal_steps": [{"step": "Ký", "role": "Lãnh đạo", "hours": "many"}]},
        {"name": None},
    ],
)
def test_an_entry_with_a_wrong_value_is_named_by_its_place(tmp_path: Path, change: dict) -> None:
    with pytest.raises(CatalogueError, match="Mục thứ 1 của danh mục"):
        read_catalogue(write(tmp_path / "catalogue.yaml", SOURCE["1.001193"] | change))


def test_two_entries_of_one_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"1\.001193 có hai mục"):
        read_catalogue(write(tmp_path / "catalogue.yaml", SOURCE["1.001193"], SOURCE["1.001193"]))
