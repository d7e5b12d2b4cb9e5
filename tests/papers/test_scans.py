"""Scans of a dossier: once each, withdrawn and taken back, by a telephone for minutes, kept results used again, the book."""

import hashlib
from datetime import datetime, timedelta

import pytest

from builders.dossiers import CIVIL, SINGLE, person, ready, received
from builders.papers import pdf, photo
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys import attach_paper
from thanthien.journeys.reuse_result import offers, reuse_result
from thanthien.papers import actions, queries, rules, storing, uploads
from thanthien.papers.models import CertifiedCopy, Scan
from thanthien.papers.rules import Kind, PapersError, Source
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dossier(hall, others):
    return received(hall, SINGLE)


def attached(hall, dossier, content=None, **more) -> Scan:
    order = more.pop("order", dossier.papers.first().order)
    more.setdefault("kind", Kind.PAPER)
    return attach_paper.attach(
        dossier=dossier, content=content or photo(), order=order, by=hall.actor(hall.hanh), at=nov(23), name="anh.jpg", **more
    )


def last() -> Entry:
    return Entry.objects.order_by("pk").last()


class TestScan:
    def test_it_belongs_to_a_paper_and_the_journal_has_no_name(self, hall, dossier):
        scan = attached(hall, dossier)
        assert storing.read(scan.digest).startswith(b"\xff\xd8") and scan.pages == 1
        assert last().kind == "scan.added" and "anh.jpg" not in last().body
        assert verify() is None

    def test_the_same_file_at_the_same_paper_is_there_once(self, hall, dossier):
        assert attached(hall, dossier).pk == attached(hall, dossier).pk
        assert Scan.objects.count() == 1

    def test_another_takes_its_place_and_the_old_one_can_come_back(self, hall, dossier):
        old = attached(hall, dossier)
        attached(hall, dossier, photo(text="BAN KHAC"), replaces=old)
        old.refresh_from_db()
        assert old.state == "withdrawn" and last().kind == "scan.replaced"
        attach_paper.restore(scan=old, dossier=dossier, by=hall.actor(hall.hanh), at=nov(23, 10))
        old.refresh_from_db()
        assert old.state == "kept" and last().kind == "scan.restored"

    def test_withdrawn_it_is_gone_from_the_paper_but_not_from_the_disk(self, hall, dossier):
        scan = attached(hall, dossier)
        attach_paper.withdraw(scan=scan, dossier=dossier, by=hall.actor(hall.hanh), at=nov(23, 10))
        assert storing.path_of(scan.digest).exists()
        with pytest.raises(PapersError, match="vừa có người bỏ ra"):
            attach_paper.withdraw(scan=scan, dossier=dossier, by=hall.actor(hall.hanh), at=nov(23, 10))

    def test_a_full_store_refuses_and_writes_nothing(self, hall, dossier, settings):
        settings.PAPERS_MB = 0
        with pytest.raises(PapersError, match="đã đầy"):
            attached(hall, dossier)
        assert not Scan.objects.exists() and not list(storing.root().glob("*/*"))

    def test_a_file_changed_on_the_disk_is_not_shown(self, hall, dossier):
        scan = attached(hall, dossier)
        storing.path_of(scan.digest).write_bytes(photo(text="KHAC"))
        with pytest.raises(PapersError, match="đã khác lúc cất"):
            storing.read(scan.digest)

    def test_the_file_is_the_offices_own(self, hall, dossier):
        path = storing.path_of(attached(hall, dossier).digest)
        assert path.stat().st_mode & 0o777 == 0o600

    def test_no_such_paper_no_other_field_no_other_unit(self, hall, dossier):
        with pytest.raises(DossierError, match="không có giấy số 99"):
            attached(hall, dossier, order=99)
        for who in (hall.tuan, hall.la):
            with pytest.raises((DossierError, PapersError)):
                attach_paper.attach(dossier=dossier, kind=Kind.PAPER, content=photo(), order=1, by=hall.actor(who), at=nov(23))
        assert not Scan.objects.exists()


class TestPieces:
    def begun(self, hall, dossier, content):
        return uploads.start(
            unit=hall.unit, owner="officer:hanh", name="to-khai.pdf", size=len(content), at=nov(23),
            digest=hashlib.sha256(content).hexdigest(),
            target={"dossier": dossier.pk, "kind": "paper", "order": dossier.papers.first().order, "title": "", "replaces": 0},
        )  # fmt: skip

    def put(self, upload, content, number):
        piece = content[number * rules.PIECE : (number + 1) * rules.PIECE]
        uploads.put(upload, number=number, content=piece, digest=hashlib.sha256(piece).hexdigest())

    def test_a_cut_upload_goes_on_where_it_was(self, hall, dossier, settings):
        content = pdf() + b"\n%" + b"x" * rules.PIECE
        first = self.begun(hall, dossier, content)
        self.put(first, content, 0)
        again = self.begun(hall, dossier, content)
        assert again.pk == first.pk and uploads.have(again) == [0]
        with pytest.raises(PapersError, match="còn thiếu 1 mảnh"):
            uploads.whole(again)
        self.put(again, content, 1)
        scan = attach_paper.attach_upload(upload=again, dossier=dossier, by=hall.actor(hall.hanh), at=nov(23))
        assert scan.pages == 2
        again.refresh_from_db()
        assert attach_paper.attach_upload(upload=again, dossier=dossier, by=hall.actor(hall.hanh), at=nov(23)) == scan

    def test_a_piece_changed_on_its_way_is_not_taken(self, hall, dossier):
        content = photo()
        upload = self.begun(hall, dossier, content)
        with pytest.raises(PapersError, match="không khớp"):
            uploads.put(upload, number=0, content=content[:-1] + b"!", digest=hashlib.sha256(content).hexdigest())
        assert uploads.have(upload) == []

    def test_what_nobody_finishes_is_swept(self, hall, dossier):
        upload = self.begun(hall, dossier, photo())
        self.put(upload, photo(), 0)
        assert actions.tick(unit=hall.unit, at=nov(23) + timedelta(hours=23)) == 0
        assert actions.tick(unit=hall.unit, at=nov(24, 10)) == 1
        assert not list(storing.root(storing.INCOMING).glob("*"))


class TestPhone:
    def test_it_only_adds_for_fifteen_minutes(self, hall, dossier):
        link = attach_paper.link_phone(dossier=dossier, by=hall.actor(hall.hanh), at=nov(23))
        token = actions.secret_of(link)
        assert queries.link_of(token=token, at=nov(23, 9, 14)) == link
        assert queries.link_of(token=token, at=nov(23, 9, 16)) is None
        assert token not in last().body
        scan = attach_paper.attach_from_phone(link=link, content=photo(), name="IMG_1.jpg", at=nov(23, 9, 5))
        assert (scan.kind, scan.source, scan.order) == (Kind.LOOSE, Source.PHONE, 0)
        order = dossier.papers.first().order
        attach_paper.place(scan=scan, dossier=dossier, order=order, by=hall.actor(hall.hanh), at=nov(23, 9, 6))
        scan.refresh_from_db()
        assert (scan.kind, scan.order) == (Kind.PAPER, order)
        assert verify() is None


class TestStore:
    def test_a_result_answers_a_paper_of_the_persons_next_dossier(self, hall, others):
        owner = person(hall)
        first = ready(hall, received(hall, CIVIL, applicant=owner), at=nov(23, 10), others=others)
        by = hall.actor(hall.hanh)
        result = attach_paper.attach(
            dossier=Dossier.objects.get(pk=first.pk),
            kind=Kind.RESULT,
            content=pdf(),
            title="Giấy khai sinh",
            by=by,
            at=nov(23, 11),
        )
        second = received(hall, SINGLE, applicant=owner, at=nov(25))
        paper = second.papers.first()
        assert [offer.result for offer in offers(dossier=second, lines=list(second.papers.all()))] == [result]
        with pytest.raises(DossierError, match="có mặt"):
            reuse_result(dossier=second, result=result, order=paper.order, present=False, by=by, at=nov(25))
        reuse_result(dossier=second, result=result, order=paper.order, present=True, by=by, at=nov(25))
        paper.refresh_from_db()
        assert (paper.state, paper.source) == ("ok", "kho")
        assert {"scan.reused", "dossier.paper_marked"} <= set(Entry.objects.values_list("kind", flat=True))
        assert offers(dossier=second, lines=[paper]) == []
        assert verify() is None

    def test_nobody_elses(self, hall, others):
        first = ready(hall, received(hall, CIVIL), at=nov(23, 10), others=others)
        by = hall.actor(hall.hanh)
        result = attach_paper.attach(
            dossier=Dossier.objects.get(pk=first.pk),
            kind=Kind.RESULT,
            content=pdf(),
            title="Giấy khai sinh",
            by=by,
            at=nov(23, 11),
        )
        other = received(
            hall, SINGLE, applicant=person(hall, "Bùi Văn Khác", number="038099001234", phone="0912000111"), at=nov(25)
        )
        assert offers(dossier=other, lines=list(other.papers.all())) == []
        with pytest.raises(PapersError, match="không phải của chủ hồ sơ"):
            reuse_result(dossier=other, result=result, order=other.papers.first().order, present=True, by=by, at=nov(25))

    def test_no_result_before_there_is_one(self, hall, dossier):
        with pytest.raises(DossierError, match="chưa có kết quả"):
            attached(hall, dossier, kind=Kind.RESULT, order=0, title="Giấy khai sinh")


class TestBook:
    def entered(self, hall, **typed) -> CertifiedCopy:
        told = {"title": "Giấy khai sinh", "requester": "Trương Thị Hiền", "copies": "2", "pages": "3", "fee": "4.000"} | typed
        facts, errors = rules.copy_facts(told, tariff=None)
        assert not errors, errors
        return actions.enter_copy(unit=hall.unit, facts=facts, signer=hall.nghia, by=hall.actor(hall.hanh), at=nov(23))

    def test_numbers_have_no_holes_and_a_struck_line_keeps_its_own(self, hall, others):
        first, second = self.entered(hall), self.entered(hall)
        actions.annul_copy(line=first, reason="ghi nhầm", by=hall.actor(hall.hanh), at=nov(23, 10))
        third = self.entered(hall)
        assert [first.number, second.number, third.number] == [1, 2, 3]
        actions.reinstate_copy(line=first, by=hall.actor(hall.hanh), at=nov(23, 11))
        first.refresh_from_db()
        assert first.annulled_at is None
        assert "Hiền" not in "".join(Entry.objects.values_list("body", flat=True))
        assert verify() is None

    def test_the_tariff_is_reckoned_by_pages(self):
        fee = rules.CopyFee(first_pages=2_000, further_pages=1_000, most=200_000)
        assert [fee.of(pages=n, copies=1) for n in (1, 2, 3)] == [2_000, 4_000, 5_000]
        assert fee.of(pages=500, copies=2) == 400_000

    def test_what_is_wrong_stands_at_its_field(self):
        _, errors = rules.copy_facts({"copies": "0", "pages": "x"}, tariff=None)
        assert set(errors) == {"title", "requester", "copies", "pages", "fee"}
