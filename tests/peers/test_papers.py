"""What went wrong with uploads elsewhere: types by name, cuts that spoiled files, a full disk that was taken for done."""

import errno
import hashlib
import os

import pytest

from builders.dossiers import SINGLE, received
from builders.papers import pdf, photo
from thanthien.journeys import attach_paper
from thanthien.papers import storing, uploads
from thanthien.papers.models import Scan
from thanthien.papers.rules import PIECE, PapersError, length_of, pieces_of


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dossier(desk):
    return received(desk.office, SINGLE)


def begun(desk, dossier, content: bytes):
    target = {"dossier": dossier.pk, "kind": "paper", "order": dossier.papers.first().order, "title": "", "replaces": 0}
    digest = hashlib.sha256(content).hexdigest()
    return uploads.start(
        unit=desk.unit, owner="officer:hanh", target=target, name="a.pdf", size=len(content), digest=digest, at=desk.at
    )  # fmt: skip


def put(row, content: bytes, n: int) -> None:
    part = content[n * PIECE : n * PIECE + length_of(len(content), n)]
    uploads.put(row, number=n, content=part, digest=hashlib.sha256(part).hexdigest())


def finish(desk, dossier, row) -> Scan:
    by = desk.office.actor(desk.office.hanh)
    row.refresh_from_db()
    return attach_paper.attach_upload(upload=row, dossier=dossier, by=by, at=desk.at)


@pytest.mark.thread("open-forms#2911")
@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_a_picture_of_a_telephone_that_cannot_be_read_says_what_to_set(desk, dossier, brand):
    answer = desk.hanh.post(
        f"/ho-so/{dossier.pk}/giay/them",
        {"order": dossier.papers.first().order, "file": _named("IMG.jpg", b"\0\0\0\x18ftyp" + brand + b"\0" * 40)},
    )
    assert answer.status_code == 422 and "Tương thích nhất" in answer.content.decode()
    assert not Scan.objects.exists()


def _named(name: str, content: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content, content_type="image/heif")


@pytest.mark.thread("anet PR#4610")
def test_a_good_file_with_a_wrong_name_and_type_is_taken_for_what_it_is(desk, dossier):
    sent = {"order": dossier.papers.first().order, "file": _named("scan.docx", pdf())}
    assert desk.hanh.post(f"/ho-so/{dossier.pk}/giay/them", sent).status_code == 302
    assert Scan.objects.get().media == "application/pdf"


@pytest.mark.thread("overview-server#349")
def test_cut_and_begun_again_twice_the_file_is_as_long_as_it_was(desk, dossier):
    content = pdf(weight=2 * PIECE)
    row = begun(desk, dossier, content)
    put(row, content, 1)
    again = begun(desk, dossier, content)
    assert again.pk == row.pk and uploads.have(again) == [1]
    put(again, content, 1)
    put(again, content, 0)
    with pytest.raises(PapersError, match="còn thiếu"):
        finish(desk, dossier, row)
    for n in range(pieces_of(len(content))):
        put(begun(desk, dossier, content), content, n)
    assert uploads.whole(row) == content
    assert finish(desk, dossier, row).pages == 2


@pytest.mark.thread("opencrvs PR#13326")
def test_asked_again_after_the_answer_was_lost_it_is_the_same_scan(desk, dossier):
    content = photo()
    row = begun(desk, dossier, content)
    put(row, content, 0)
    first = finish(desk, dossier, row)
    assert finish(desk, dossier, row).pk == first.pk and Scan.objects.count() == 1
    assert not (storing.root(storing.INCOMING) / row.code).exists()


@pytest.mark.thread("paperless-ngx#8329")
def test_a_full_disk_is_no_success_and_the_same_upload_ends_when_there_is_room(desk, dossier, monkeypatch):
    content = photo()
    row = begun(desk, dossier, content)
    put(row, content, 0)

    def full(*given, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        with pytest.raises(PapersError, match="hết chỗ"):
            finish(desk, dossier, row)
    assert not Scan.objects.exists() and not list(storing.root().rglob("*.part"))
    assert finish(desk, dossier, row).state == "kept"
