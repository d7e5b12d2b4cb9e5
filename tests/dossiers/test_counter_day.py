"""Fees and cash, paper folders, shelves, who may collect: what passes over the counter besides the dossier."""

from datetime import datetime

import pytest

from builders.dossiers import CIVIL, LODGING, SINGLE, company, person, ready, received
from thanthien.dossiers import actions, fees, folders
from thanthien.dossiers.collecting import Receiver, free_shelf
from thanthien.dossiers.models import CashCount, Collection, Fee
from thanthien.dossiers.rules import DossierError, Status
from thanthien.journal.models import Entry
from thanthien.shared.clock import VIETNAM, day_of

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


DAY = day_of(nov(23))


def last_entry() -> Entry:
    return Entry.objects.order_by("pk").last()


class TestFees:
    def test_a_fee_paid_at_reception_has_a_receipt_in_the_entry(self, hall):
        dossier = received(hall, CIVIL, fee_paid="cash")
        fee = dossier.fees.get()
        assert (fee.number, fee.amount, fee.way, fee.officer, fee.day) == (1, 8000, "cash", hall.hanh, DAY)
        assert last_entry().data["receipt"] == 1 and "receipt" not in Entry.objects.filter(kind="dossier.opened")

    @pytest.mark.parametrize("way", ["", "waived"])
    def test_what_was_not_taken_is_not_in_the_book(self, hall, way):
        assert not received(hall, CIVIL, fee_paid=way).fees.exists()

    def test_no_fee_known_no_line(self, hall):
        assert not received(hall, SINGLE, fee_paid="cash").fees.exists()

    def test_a_fee_paid_at_the_hand_over_is_taken_then_and_there(self, hall, others):
        dossier = ready(hall, received(hall, CIVIL), at=nov(23, 9), others=others)
        actions.hand_over(dossier=dossier, fee_paid="qr", counter=2, by=hall.actor(hall.dinh), at=nov(23, 10))
        fee = dossier.fees.get()
        assert (fee.officer, fee.way, fee.counter_number) == (hall.dinh, "qr", 2) and last_entry().data["receipt"] == fee.number

    def test_a_wrong_line_is_taken_back_by_another_and_written_again(self, hall):
        dossier = received(hall, CIVIL, fee_paid="cash")
        actions.correct_fee(
            fee=dossier.fees.get(), way="qr", reason="khách chuyển khoản", by=hall.actor(hall.hanh), at=nov(23, 9)
        )
        rows = [(fee.number, fee.amount, fee.way) for fee in Fee.objects.order_by("number")]
        assert rows == [(1, 8000, "cash"), (2, -8000, "cash"), (3, 8000, "qr")]
        dossier.refresh_from_db()
        assert dossier.fee_paid == "qr" and last_entry().kind == "fee.corrected"
        assert last_entry().data["again"] == {"receipt": 3, "way": "qr", "amount": 8000}

    @pytest.mark.parametrize(("way", "paid", "lines"), [("waived", "waived", 2), ("", "", 2)])
    def test_taken_by_mistake(self, hall, way, paid, lines):
        dossier = received(hall, CIVIL, fee_paid="cash")
        actions.correct_fee(fee=dossier.fees.get(), way=way, reason="thu nhầm", by=hall.actor(hall.hanh), at=nov(23, 9))
        dossier.refresh_from_db()
        assert (dossier.fee_paid, Fee.objects.count()) == (paid, lines)

    def test_it_needs_a_reason_happens_once_and_is_not_everybodys(self, hall):
        fee = received(hall, CIVIL, fee_paid="cash").fees.get()
        by = hall.actor(hall.hanh)
        with pytest.raises(DossierError, match="Ghi lý do sửa"):
            actions.correct_fee(fee=fee, reason=" ", by=by, at=nov(23, 9))
        with pytest.raises(DossierError, match="Sửa khoản đã thu"):
            actions.correct_fee(fee=fee, reason="x", by=hall.actor(hall.ha), at=nov(23, 9))
        back = actions.correct_fee(fee=fee, reason="thu nhầm", by=by, at=nov(23, 9))
        for again in (fee, back):
            with pytest.raises(DossierError, match="đã được sửa rồi"):
                actions.correct_fee(fee=again, reason="thu nhầm", by=by, at=nov(23, 9))


class TestCash:
    def test_counted_and_handed(self, hall):
        received(hall, CIVIL, fee_paid="cash")
        received(hall, LODGING, fee_paid="qr")
        by = hall.actor(hall.hanh)
        row = actions.count_cash(counted=8000, by=by, at=nov(23, 17))
        assert (row.expected, row.why) == (8000, "") and last_entry().kind == "cash.counted"
        actions.hand_cash(count=row, treasurer=hall.ngoc, by=by, at=nov(23, 17, 5))
        assert last_entry().data == {"day": "2026-11-23", "officer": "hanh", "treasurer": "ngoc", "amount": 8000}
        assert fees.expected_cash(unit=hall.unit, officer=hall.hanh, day=DAY) == 0

    def test_a_difference_needs_its_words(self, hall):
        received(hall, CIVIL, fee_paid="cash")
        by = hall.actor(hall.hanh)
        with pytest.raises(DossierError, match="Đếm được 9.000 đồng, sổ ghi 8.000 đồng, lệch 1.000 đồng"):
            actions.count_cash(counted=9000, by=by, at=nov(23, 17))
        row = actions.count_cash(counted=9000, why="tiền lẻ trả lại để quên", by=by, at=nov(23, 17))
        assert row.why == "tiền lẻ trả lại để quên"
        assert actions.count_cash(counted=8000, why="không còn", by=by, at=nov(23, 17, 3)).why == ""
        assert CashCount.objects.count() == 1

    def test_what_is_taken_after_the_count_must_be_counted(self, hall):
        by = hall.actor(hall.hanh)
        row = actions.count_cash(counted=0, by=by, at=nov(23, 16))
        received(hall, CIVIL, fee_paid="cash", at=nov(23, 16, 30))
        with pytest.raises(DossierError, match="khoản thu mới sau khi đếm"):
            actions.hand_cash(count=row, treasurer=hall.ngoc, by=by, at=nov(23, 17))
        row = actions.count_cash(counted=8000, by=by, at=nov(23, 17))
        actions.hand_cash(count=row, treasurer=hall.ngoc, by=by, at=nov(23, 17))
        received(hall, CIVIL, fee_paid="cash", at=nov(23, 17, 10))
        assert actions.count_cash(counted=8000, by=by, at=nov(23, 17, 20)).pk != row.pk

    def test_who_and_to_whom(self, hall):
        row = actions.count_cash(counted=0, by=hall.actor(hall.hanh), at=nov(23, 17))
        with pytest.raises(DossierError, match="do Lê Thị Hạnh giữ"):
            actions.hand_cash(count=row, treasurer=hall.ngoc, by=hall.actor(hall.dinh), at=nov(23, 17))
        for wrong in (hall.hanh, hall.la):
            with pytest.raises(DossierError, match="Chọn người nhận tiền"):
                actions.hand_cash(count=row, treasurer=wrong, by=hall.actor(hall.hanh), at=nov(23, 17))
        actions.hand_cash(count=row, treasurer=hall.ngoc, by=hall.actor(hall.hanh), at=nov(23, 17))
        with pytest.raises(DossierError, match="đã nộp rồi"):
            actions.hand_cash(count=row, treasurer=hall.ngoc, by=hall.actor(hall.hanh), at=nov(23, 17))
        with pytest.raises(DossierError, match="đơn vị khác"):
            actions.hand_cash(count=row, treasurer=hall.ngoc, by=hall.actor(hall.la), at=nov(23, 17))

    @pytest.mark.parametrize("counted", [-1, 10**9])
    def test_no_such_sum(self, hall, counted):
        with pytest.raises(DossierError, match="từ 0 đến dưới một tỷ"):
            actions.count_cash(counted=counted, by=hall.actor(hall.hanh), at=nov(23, 17))


class TestFolders:
    def test_what_waits_by_who_does_the_step(self, hall, others):
        single, lodging = received(hall, SINGLE), received(hall, LODGING)
        waiting = {one.dossier.pk: one for one in folders.waiting(unit=hall.unit, at=nov(23, 17))}
        assert waiting[single.pk].officer is None  # two can do it and nobody has taken it
        assert waiting[lodging.pk].officer == others["police"]
        assert waiting[single.pk].papers == 1
        actions.take_step(dossier=single, by=hall.actor(hall.ha), at=nov(23, 9))
        (one,) = [w for w in folders.waiting(unit=hall.unit, at=nov(23, 17)) if w.dossier.pk == single.pk]
        assert one.officer == hall.ha

    def test_handed_taken_with_what_differs(self, hall):
        first, second = received(hall, SINGLE), received(hall, CIVIL)
        sheet = actions.hand_folders(dossiers=[first, second], receiver=hall.ha, by=hall.actor(hall.hanh), at=nov(23, 17))
        assert last_entry().data == {"day": "2026-11-23", "list": 1, "to": "ha", "codes": [first.code, second.code]}
        assert folders.waiting(unit=hall.unit, at=nov(23, 17)) == []
        one, two = sheet.lines.all()
        assert folders.lists_for(officer=hall.ha) == [sheet]
        taken = actions.take_folders(
            sheet=sheet, missing=[two.pk], notes={one.pk: " thiếu  bản sao "}, by=hall.actor(hall.ha), at=nov(23, 17, 10)
        )
        assert taken.taken_at == nov(23, 17, 10) and last_entry().data["different"] == [first.code, second.code]
        assert [(line.missing, line.note) for line in sheet.lines.all()] == [(False, "thiếu bản sao"), (True, "")]
        # what was not in the pile still lies at the counter
        assert [w.dossier.pk for w in folders.waiting(unit=hall.unit, at=nov(23, 17, 20))] == [second.pk]
        assert folders.lists_for(officer=hall.ha) == []

    def test_a_folder_is_on_one_list(self, hall):
        dossier, by = received(hall), hall.actor(hall.hanh)
        sheet = actions.hand_folders(dossiers=[dossier], receiver=hall.ha, by=by, at=nov(23, 17))
        with pytest.raises(DossierError, match="đã bàn giao cho Bùi Thị Thu Hà"):
            actions.hand_folders(dossiers=[dossier], receiver=hall.tuan, by=by, at=nov(23, 17))
        actions.withdraw_folders(sheet=sheet, by=by, at=nov(23, 17, 1))
        again = actions.hand_folders(dossiers=[dossier], receiver=hall.tuan, by=by, at=nov(23, 17, 2))
        assert again.number == 2 and folders.lists_of_day(unit=hall.unit, day=DAY) == [again]

    def test_refusals(self, hall):
        dossier, by = received(hall), hall.actor(hall.hanh)
        with pytest.raises(DossierError, match="Chưa chọn hồ sơ giấy"):
            actions.hand_folders(dossiers=[], receiver=hall.ha, by=by, at=nov(23, 17))
        with pytest.raises(DossierError, match="việc của bộ phận Một cửa"):
            actions.hand_folders(dossiers=[dossier], receiver=hall.ha, by=hall.actor(hall.tuan), at=nov(23, 17))
        for wrong in (hall.hanh, hall.la):
            with pytest.raises(DossierError, match="Chọn người nhận hồ sơ giấy"):
                actions.hand_folders(dossiers=[dossier], receiver=wrong, by=by, at=nov(23, 17))
        sheet = actions.hand_folders(dossiers=[dossier], receiver=hall.ha, by=by, at=nov(23, 17))
        with pytest.raises(DossierError, match="giao cho Bùi Thị Thu Hà"):
            actions.take_folders(sheet=sheet, by=hall.actor(hall.tuan), at=nov(23, 17))
        with pytest.raises(DossierError, match="do Lê Thị Hạnh lập"):
            actions.withdraw_folders(sheet=sheet, by=hall.actor(hall.dinh), at=nov(23, 17))
        actions.take_folders(sheet=sheet, by=hall.actor(hall.ha), at=nov(23, 17))
        for again in (
            lambda: actions.take_folders(sheet=sheet, by=hall.actor(hall.ha), at=nov(23, 17)),
            lambda: actions.withdraw_folders(sheet=sheet, by=by, at=nov(23, 17)),
        ):
            with pytest.raises(DossierError, match="đã được nhận rồi"):
                again()

    def test_a_list_nobody_took_is_there_tomorrow_too(self, hall):
        sheet = actions.hand_folders(dossiers=[received(hall)], receiver=hall.ha, by=hall.actor(hall.hanh), at=nov(23, 17))
        assert folders.lists_of_day(unit=hall.unit, day=day_of(nov(25))) == [sheet]
        actions.take_folders(sheet=sheet, by=hall.actor(hall.ha), at=nov(25, 8))
        assert folders.lists_of_day(unit=hall.unit, day=day_of(nov(25))) == []

    def test_lists_cost_the_same_for_one_folder_and_for_three(self, hall, django_assert_num_queries):
        for rows in (1, 3):
            while len(folders.waiting(unit=hall.unit, at=nov(23, 17))) < rows:
                received(hall, SINGLE)
            with django_assert_num_queries(2):
                folders.waiting(unit=hall.unit, at=nov(23, 17))
        chosen = [one.dossier for one in folders.waiting(unit=hall.unit, at=nov(23, 17))]
        actions.hand_folders(dossiers=chosen[:1], receiver=hall.ha, by=hall.actor(hall.hanh), at=nov(23, 17))
        for more in (chosen[1:2], chosen[2:]):
            with django_assert_num_queries(5):
                assert [line.dossier.papers.all() for one in folders.lists_for(officer=hall.ha) for line in one.lines.all()]
            actions.hand_folders(dossiers=more, receiver=hall.ha, by=hall.actor(hall.hanh), at=nov(23, 17))


class TestShelf:
    def test_the_emptiest_pigeonhole_is_suggested(self, hall, others):
        assert free_shelf(unit=hall.unit) == "Ngăn 0"
        shelves = [ready(hall, received(hall), at=nov(25, 9), others=others).shelf for _ in range(3)]
        assert shelves == ["Ngăn 0", "Ngăn 1", "Ngăn 2"]

    def test_moved_to_another_and_the_same_again_says_nothing(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(25, 9), others=others)
        by = hall.actor(hall.hanh)
        actions.shelve(dossier=dossier, shelf="  Tủ B  ", by=by, at=nov(25, 10))
        assert last_entry().data == {"code": dossier.code, "shelf": "Tủ B", "before": "Ngăn 0"}
        before = Entry.objects.count()
        actions.shelve(dossier=dossier, shelf="Tủ B", by=by, at=nov(25, 10))
        assert Entry.objects.count() == before

    @pytest.mark.parametrize("shelf", ["", "  ", "x" * 21])
    def test_no_place(self, hall, others, shelf):
        dossier = ready(hall, received(hall), at=nov(25, 9), others=others)
        with pytest.raises(DossierError, match="Ghi ngăn"):
            actions.shelve(dossier=dossier, shelf=shelf, by=hall.actor(hall.hanh), at=nov(25, 10))

    def test_only_what_is_ready(self, hall):
        with pytest.raises(DossierError, match="Ghi ngăn để kết quả"):
            actions.shelve(dossier=received(hall), shelf="Ngăn 1", by=hall.actor(hall.hanh), at=nov(25, 10))


class TestCollecting:
    @pytest.fixture
    def waiting(self, hall, others):
        return ready(hall, received(hall), at=nov(25, 9), others=others)

    def give(self, hall, dossier, **said) -> Collection:
        actions.hand_over(dossier=dossier, receiver=Receiver(**said), by=hall.actor(hall.hanh), at=nov(25, 10))
        return Collection.objects.get(dossier=dossier)

    @pytest.mark.parametrize(
        ("said", "role", "name", "by_card"),
        [
            ({}, "owner", "Trương Thị Hiền", False),
            ({"id_number": "038192004317"}, "owner", "Trương Thị Hiền", True),
            ({"id_number": "038 192 004 317"}, "owner", "Trương Thị Hiền", True),
            ({"name": "truong thi hien"}, "owner", "Trương Thị Hiền", False),
        ],
    )
    def test_the_owner(self, hall, waiting, said, role, name, by_card):
        how = self.give(hall, waiting, **said)
        waiting.refresh_from_db()
        assert (how.role, waiting.collected_by, how.by_card) == (role, name, by_card)

    def test_whoever_handed_it_in(self, hall, others):
        owner, brother = person(hall), person(hall, "Lê Văn Hùng", number="038095000123", phone="")
        dossier = received(hall, applicant=owner, submitter=brother, mandate="Giấy ủy quyền 12")
        dossier = ready(hall, dossier, at=nov(25, 9), others=others)
        how = self.give(hall, dossier, id_number="038095000123")
        assert (how.role, how.paper, how.by_card) == ("submitter", "Giấy ủy quyền 12", True)

    def test_an_organisation_by_its_representative(self, hall, others):
        dossier = received(hall, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu 3")
        dossier = ready(hall, dossier, at=nov(25, 9), others=others)
        assert self.give(hall, dossier, id_number="038192004317").role == "submitter"

    def test_somebody_named_beforehand(self, hall, waiting):
        actions.name_collector(
            dossier=waiting, name="Bùi Thị Mai", id_number="038300001111", relation="child", paper="Giấy khai sinh 5/2001",
            by=hall.actor(hall.hanh), at=nov(25, 9, 30),
        )  # fmt: skip
        assert last_entry().data == {"code": waiting.code, "relation": "child"}
        how = self.give(hall, waiting, id_number="038300001111")
        waiting.refresh_from_db()
        assert (how.role, how.relation, how.paper, waiting.collected_by) == (
            "named", "child", "Giấy khai sinh 5/2001", "Bùi Thị Mai",
        )  # fmt: skip

    def test_a_strange_card_and_a_stranger_are_refused_kindly(self, hall, waiting):
        with pytest.raises(DossierError, match="không phải của chủ hồ sơ, người nộp hay người được ghi nhận thay"):
            self.give(hall, waiting, id_number="038300009999")
        with pytest.raises(DossierError, match="Đinh Văn Ba không có tên trong hồ sơ này. Xin giấy ủy quyền"):
            self.give(hall, waiting, name="Đinh Văn Ba", id_number="038300009999")
        with pytest.raises(DossierError, match="Chọn quan hệ"):
            self.give(hall, waiting, name="Đinh Văn Ba", paper="Giấy ủy quyền 1", relation="bạn")
        waiting.refresh_from_db()
        assert waiting.state == Status.READY
        how = self.give(hall, waiting, name="Đinh Văn Ba", id_number="038300009999", paper="Giấy ủy quyền 1")
        assert (how.role, how.relation, how.paper, how.by_card) == ("other", "mandate", "Giấy ủy quyền 1", True)

    def test_nothing_personal_in_the_journal(self, hall, waiting):
        self.give(hall, waiting, name="Đinh Văn Ba", id_number="038300009999", paper="Giấy ủy quyền 1")
        text = " ".join(Entry.objects.values_list("body", flat=True))
        assert "Đinh" not in text and "038300009999" not in text and "ủy quyền" not in text

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"name": " "}, "Chưa có tên"), ({"paper": ""}, "Ghi tên và ngày của giấy"),
            ({"id_number": "12"}, "Số này có 2 chữ số"),
            ({"relation": "bạn"}, "Chọn quan hệ"),
        ],
    )  # fmt: skip
    def test_naming_needs_name_and_paper(self, hall, waiting, wrong, said):
        facts = {"name": "Bùi Thị Mai", "id_number": "", "relation": "child", "paper": "Giấy khai sinh"} | wrong
        with pytest.raises(DossierError, match=said):
            actions.name_collector(dossier=waiting, by=hall.actor(hall.hanh), at=nov(25, 9), **facts)

    def test_a_specialist_does_not_name_collectors(self, hall, waiting):
        with pytest.raises(DossierError, match="Ghi người nhận thay"):
            actions.name_collector(
                dossier=waiting, name="Bùi Thị Mai", relation="child", paper="x", by=hall.actor(hall.ha), at=nov(25, 9)
            )
