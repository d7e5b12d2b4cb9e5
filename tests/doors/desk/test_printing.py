"""Many forms in one file: gathered in parts, noted once when handed out; nobody else reaches one, a stopped one is nothing."""

import io
import os

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.desk import logged_in
from builders.dossiers import received
from builders.paper import words_of
from thanthien.doors.desk.printing import KEPT, root
from thanthien.dossiers import forms_batch
from thanthien.dossiers.queries import dossiers_of
from thanthien.dossiers.rules import code_tail
from thanthien.journal.models import Access, Entry

pytestmark = pytest.mark.django_db
BATCH = "mgabc12345"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def three(desk):
    return [received(desk.office) for _ in range(3)]


def gather(desk, some, form="01", batch=BATCH, by=None):
    keys = ",".join(str(one.pk) for one in some)
    return (by or desk.hanh).post("/nhieu/in/gom", {"batch": batch, "mau": form, "hs": keys})


def whole(desk, batch=BATCH, by=None):
    return (by or desk.hanh).post("/nhieu/in/dan", {"batch": batch})


def printed() -> list[int]:
    return sorted(entry.data["copy"] for entry in Entry.objects.filter(kind="dossier.form_printed"))


def test_two_parts_are_one_file_and_each_is_an_access_and_a_print_when_handed_out(desk, three):
    assert gather(desk, three[:2]).json() == {"n": 2} and gather(desk, three[2:]).json() == {"n": 3}
    made = whole(desk).json()
    assert (made["n"], made["told"]) == (3, "") and printed() == []
    answer = desk.hanh.get(made["file"])
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert len(file.pages) >= 3
    words = words_of(answer.content)
    assert [words.index(one.code) for one in three] == sorted(words.index(one.code) for one in three)
    assert printed() == [1, 1, 1] and Access.objects.count() == 3
    assert desk.hanh.get(made["file"]).content == answer.content and printed() == [1, 1, 1]


def test_it_lies_where_only_the_office_reads_and_is_swept_away(desk, three):
    gather(desk, three)
    whole(desk)
    (folder,) = root().iterdir()
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir()) and not list(folder.glob("[0-9]*.json"))
    past = desk.office.at.timestamp() - KEPT.total_seconds() - 1
    os.utime(folder, (past, past))
    gather(desk, three[:1], batch="another123")
    assert [one.name for one in root().iterdir()] == [f"{desk.office.hanh.pk}-another123"]
    assert desk.hanh.get(f"/nhieu/in/{BATCH}.pdf").status_code == 404


def test_a_stopped_one_leaves_nothing(desk, three):
    gather(desk, three)
    assert desk.hanh.post("/nhieu/in/thoi", {"batch": BATCH}).status_code == 204
    assert not list(root().iterdir()) and printed() == [] and desk.hanh.get(f"/nhieu/in/{BATCH}.pdf").status_code == 404
    assert whole(desk).status_code == 422


def test_sheets_that_do_not_exist_are_named_and_the_rest_is_printed(desk, three):
    gather(desk, three, form="02")
    answer = whole(desk)
    assert answer.status_code == 422 and all(code_tail(one.code) in text_of(answer) for one in three)
    assert "chưa được yêu cầu bổ sung" in text_of(answer) and printed() == []


@pytest.mark.parametrize("hs", ["", "x"])
def test_nothing_to_print(desk, hs):
    answer = desk.hanh.post("/nhieu/in/gom", {"batch": BATCH, "mau": "01", "hs": hs})
    assert answer.status_code == 422 and "Chọn từ 1 đến 500 hồ sơ" in text_of(answer)


def test_another_form_within_the_same_printing_begins_anew(desk, three):
    gather(desk, three[:1])
    answer = gather(desk, three[1:], form="06")
    assert answer.status_code == 422 and "In lại từ đầu" in text_of(answer)


def test_more_than_a_batch_is_refused(desk, three, monkeypatch):
    monkeypatch.setattr("thanthien.dossiers.forms_batch.MOST", 2)
    answer = gather(desk, three)
    assert answer.status_code == 422 and "Chọn từ 1 đến" in text_of(answer)


@pytest.mark.parametrize("batch", ["", "kurz", "../../etc/pw", "A" * 12, "x" * 41])
def test_a_name_that_is_none(desk, three, batch):
    assert gather(desk, three, batch=batch).status_code == 404


def test_a_colleague_and_a_stranger_reach_nothing_of_it(desk, three):
    gather(desk, three)
    made = whole(desk).json()
    assert logged_in(desk.office.ha).get(made["file"]).status_code == 404
    assert desk.stranger.get(made["file"]).status_code == 404
    assert gather(desk, three, by=desk.stranger).status_code == 404 and printed() == []


def test_a_full_disk_refuses_in_a_sentence(desk, three, monkeypatch):
    monkeypatch.setattr("thanthien.papers.storing.MARGIN", 2**62)
    answer = gather(desk, three)
    assert answer.status_code == 422 and "Máy hết chỗ" in text_of(answer) and not list(root().glob("*"))


def test_who_may_not_print_a_form_is_told_before_anything_is_gathered(desk, three):
    answer = gather(desk, three, by=logged_in(desk.office.ha))
    assert answer.status_code == 422 and "việc của Một cửa" in text_of(answer)
    assert printed() == [] and Access.objects.count() == 0


def test_the_sheets_of_many_are_read_with_as_many_queries_as_that_of_one(desk, three):
    forms_batch.gather(dossiers=_read(desk, three), form="01", at=desk.at)  # what is kept of the office is read once
    with CaptureQueriesContext(connection) as one:
        forms_batch.gather(dossiers=[_read(desk, three[:1])[0]], form="01", at=desk.at)
    with CaptureQueriesContext(connection) as all_three:
        forms_batch.gather(dossiers=_read(desk, three), form="01", at=desk.at)
    assert len(one) == len(all_three) == 3


def _read(desk, some):
    return dossiers_of(pks=[one.pk for one in some], unit=desk.office.unit)
