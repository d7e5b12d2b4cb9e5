"""Papers laid before the leader and signed, the files they leave, what is refused."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as live

from builders.dossiers import SINGLE, received
from thanthien.dossiers import actions, to_sign
from thanthien.dossiers.forms import form01_pdf
from thanthien.dossiers.models import SignedPaper
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.paper.checking import signatures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(tmp_path, settings):
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "files", tmp_path / "keys"


@pytest.fixture
def paper(hall):
    dossier = received(hall, SINGLE)
    return lay(hall, dossier)


def lay(hall, dossier) -> SignedPaper:
    pdf = form01_pdf(dossier=dossier, copy=1, at=hall.at)
    return actions.lay_for_signing(dossier=dossier, form="01", pdf=pdf, by=hall.actor(hall.hanh), at=hall.at)


def test_a_signed_paper_is_kept_with_its_digest_and_another_program_agrees(hall, paper):
    at = hall.at + timedelta(minutes=5)
    ((done, said),) = actions.sign_papers(papers=[paper], by=hall.actor(hall.nghia), at=at)
    assert (said, done.signed_by, done.signed_at) == ("", hall.nghia, at)
    path = Path(live.MEDIA_ROOT) / "signing" / hall.unit / f"{done.digest}.pdf"
    (line,) = signatures(path)
    assert line.fine and "Ủy ban nhân dân" in line.text and "ký cả tệp" in line.text
    entry = Entry.objects.get(kind="paper.signed")
    assert entry.data == {"paper": paper.pk, "form": "01", "file": done.digest}
    assert verify() is None
    assert to_sign.waiting(unit=hall.unit) == [] and to_sign.lately_signed(unit=hall.unit) == [done]


def test_the_key_of_the_office_is_made_once_and_for_its_owner_only(hall, paper):
    list(actions.sign_papers(papers=[paper], by=hall.actor(hall.nghia), at=hall.at))
    (key,) = Path(live.KEYS).iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    second = lay(hall, received(hall, SINGLE))
    list(actions.sign_papers(papers=[second], by=hall.actor(hall.nghia), at=hall.at))
    assert key.read_bytes() == before


def test_the_same_paper_waits_once(hall, paper):
    assert lay(hall, paper.dossier) == paper
    assert to_sign.waiting(unit=hall.unit) == [paper]


def test_nobody_but_the_leader_signs(hall, paper):
    with pytest.raises(DossierError, match="việc của lãnh đạo"):
        list(actions.sign_papers(papers=[paper], by=hall.actor(hall.hanh), at=hall.at))


def test_a_file_that_changed_is_not_signed_and_the_others_are(hall, paper):
    other = lay(hall, received(hall, SINGLE))
    path = Path(live.MEDIA_ROOT) / "signing" / hall.unit / f"{paper.source}.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    results = dict(actions.sign_papers(papers=[paper, other], by=hall.actor(hall.nghia), at=hall.at))
    assert "không còn nguyên" in results[paper] and results[other] == ""


def test_a_paper_taken_back_is_not_signed_and_a_signed_one_not_taken_back(hall, paper):
    actions.withdraw_paper(paper=paper, by=hall.actor(hall.hanh), at=hall.at)
    ((_, said),) = actions.sign_papers(papers=[paper], by=hall.actor(hall.nghia), at=hall.at)
    assert "đã được rút lại" in said
    other = lay(hall, received(hall, SINGLE))
    list(actions.sign_papers(papers=[other], by=hall.actor(hall.nghia), at=hall.at))
    with pytest.raises(DossierError, match="đã ký rồi"):
        actions.withdraw_paper(paper=other, by=hall.actor(hall.hanh), at=hall.at)


def test_who_did_not_lay_it_does_not_take_it_back(hall, paper):
    with pytest.raises(DossierError, match="Nhờ Lê Thị Hạnh rút lại"):
        actions.withdraw_paper(paper=paper, by=hall.actor(hall.ha), at=hall.at)
