"""One event of life at the counter: ticks, one list of papers, all or none, one receipt, one undo; each matter is followed."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from builders.desk import CARD
from builders.dossiers import BIRTH, MARRIAGE, SINGLE, load_small_catalogue
from builders.paper import codes_in, drawn, words_of
from builders.playing import logged_in
from thanthien.dossiers.models import Dossier, Together, TogetherLine
from thanthien.indicators.fold import rebuild
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.special_day import take_back_reception
from thanthien.procedures import packages as packages_file
from thanthien.procedures.packages import confirmed, covered_twice, packages, same_papers
from thanthien.shared.folding import fold

pytestmark = pytest.mark.django_db
PAGE = "/quay/su-kien/ket-hon/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def wedding(desk):
    """Both procedures of a wedding are offered."""
    load_small_catalogue((SINGLE, MARRIAGE))
    return desk


def filled(desk, *codes: str, **more: str) -> dict:
    """The form as a browser sends it: everything ticked, every mandatory paper there, cut names written out."""
    page = desk.hanh.post(PAGE, {"viec": list(codes), "do": "gather"})
    form = desk.form(code="") | {"viec": list(codes), "do": "receive"}
    for row in page.context["rows"]:
        if row.paper.mandatory:
            form[row.paper.field] = "ok"
            if row.paper.cut:
                form[f"{row.paper.field}-name"] = row.paper.name.rstrip("…") + " này"
    return form | more


def test_the_events_that_the_unit_has_are_offered(wedding):
    page = text(wedding.hanh.get("/quay/su-kien/"))
    assert 'data-test="event-ket-hon"' in page and 'data-test="event-dat-dai-nha-o"' not in page


def test_a_paper_of_both_is_asked_once_with_the_larger_count(wedding):
    page = wedding.hanh.post(PAGE, {"viec": [SINGLE, MARRIAGE], "do": "gather"})
    rows = page.context["rows"]
    both = [row for row in rows if row.serves == 2]
    assert both and both[0].paper.key == "identity" and {code for code, _ in both[0].paper.lines} == {SINGLE, MARRIAGE}
    single = wedding.hanh.post(PAGE, {"viec": [SINGLE], "do": "gather"}).context["rows"]
    assert len(single) < len(rows) and all(row.serves == 1 for row in single)
    assert "dùng cho 2 việc" in text(page) and "kết hôn" in text(page).lower()


def test_all_are_received_in_one_act_each_with_its_code_and_date(wedding):
    answer = wedding.hanh.post(PAGE, filled(wedding, SINGLE, MARRIAGE))
    assert answer.status_code == 302, answer.context["said"]
    row = Together.objects.get()
    assert answer["Location"] == f"/quay/su-kien/nhan/{row.pk}/"
    made = [line.dossier for line in row.lines.all()]
    assert [one.procedure.code for one in made] == [MARRIAGE, SINGLE] and len({one.code for one in made}) == 2
    assert len({one.due_at for one in made}) == 2 and len({one.applicant_id for one in made}) == 1
    entries = Entry.objects.filter(kind__in=["dossier.received", "dossier.together"])
    assert entries.count() == 3 and len(set(entries.values_list("act", flat=True))) == 1
    entry = entries.get(kind="dossier.together")
    assert entry.data == {"event": "ket-hon", "codes": [one.code for one in made]} and "Hiền" not in entry.body
    assert verify() is None
    page = text(wedding.hanh.get(answer["Location"]))
    assert "Đã nhận 2 hồ sơ" in page and "Trương" not in page


def test_pressed_twice_it_is_one_reception(wedding):
    form = filled(wedding, SINGLE, MARRIAGE)
    first, second = wedding.hanh.post(PAGE, form), wedding.hanh.post(PAGE, form)
    assert first["Location"] == second["Location"] and Dossier.objects.count() == 2


def test_what_one_lacks_stops_all_by_name_and_everything_typed_stays(wedding):
    form = filled(wedding, SINGLE, MARRIAGE, phone="0912555408")
    missing = next(key for key, value in form.items() if key.startswith("giay-") and value == "ok")
    answer = wedding.hanh.post(PAGE, form | {missing: "missing"})
    page = text(answer)
    assert answer.status_code == 422 and "Còn thiếu" in page and 'value="Trương Thị Hiền"' in page
    assert not Dossier.objects.exists() and not Together.objects.exists()
    left = [code for code in (SINGLE, MARRIAGE) if code not in page.split("Còn thiếu")[0][-200:]]
    assert left, "the sentence names the matter that lacks it"


def test_how_often_an_event_came_stands_beside_it_and_goes_with_its_undo(wedding):
    row = received_both(wedding)
    rebuild(unit=wedding.office.unit)
    assert "90 ngày qua: 1 lần, 2 hồ sơ" in text(wedding.hanh.get("/quay/su-kien/"))
    wedding.hanh.post(f"/quay/su-kien/nhan/{row.pk}/hoan-tac")
    rebuild(unit=wedding.office.unit)
    assert "90 ngày qua" not in text(wedding.hanh.get("/quay/su-kien/"))


def test_a_matter_that_is_unticked_does_not_hold_up_the_other(wedding):
    both = filled(wedding, SINGLE, MARRIAGE)
    only = next(row for row in wedding.hanh.post(PAGE, {"viec": [SINGLE], "do": "gather"}).context["rows"] if row.paper.mandatory)
    refused = wedding.hanh.post(PAGE, both | {only.paper.field: "missing"})
    assert "bỏ dấu, rồi nhận các việc khác" in text(refused)
    answer = wedding.hanh.post(PAGE, filled(wedding, MARRIAGE))
    assert answer.status_code == 302 and Dossier.objects.get().procedure.code == MARRIAGE


def test_one_that_was_annulled_alone_holds_up_neither_receipt_nor_undo(wedding):
    row = received_both(wedding)
    first, second = (line.dossier for line in row.lines.all())
    take_back_reception(dossier=first, reason="Nhận nhầm", by=wedding.office.actor(wedding.office.hanh), at=wedding.at)
    said = words_of(wedding.hanh.get(f"/quay/su-kien/nhan/{row.pk}/giay-hen.pdf").content)
    assert second.code in said and first.code not in said
    assert "Nhận cùng lần:" not in text(wedding.hanh.get(f"/ho-so/{second.pk}/"))
    wedding.hanh.post(f"/quay/su-kien/nhan/{row.pk}/hoan-tac")
    assert set(Dossier.objects.values_list("outcome", flat=True)) == {"annulled"} and verify() is None


def test_a_linked_procedure_and_what_it_contains_are_never_taken_together():
    assert covered_twice(["2.002621", "1.001193"]) == ("2.002621", "1.001193")
    assert covered_twice(["2.002622", "1.014028"]) == ("2.002622", "1.014028") and covered_twice(["1.001193", "1.004222"]) is None
    for package in packages().values():
        assert package.ticked and covered_twice(package.ticked) is None, package.event.slug
        assert not set(package.ticked) & set(package.offered)
    assert not confirmed()


CATALOGUE = Path(packages_file.__file__).parent / "data" / "procedures.yaml"
BURIAL, CARE, MERIT = "1.014028", "1.001731", "1.010824"


def test_each_wording_that_is_one_paper_stands_in_the_catalogue_of_the_event():
    rows = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["procedures"]
    asked = {one["code"]: {paper["name"] for paper in one["dossier"]} for one in rows}
    for slug, package in packages().items():
        there = set().union(*(asked[code] for code in (*package.ticked, *package.offered) if code in asked))
        seen = [name for group in same_papers(slug) for name in group]
        assert set(seen) <= there and len(seen) == len(set(seen))
        assert all(len(group) > 1 for group in same_papers(slug))
    assert same_papers("nguoi-than-mat") and same_papers("ket-hon") == []


def extracts(page) -> list:
    return [row for row in page.context["rows"] if "trich luc khai tu" in fold(row.paper.name)]


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        ((CARE,), "Bản sao giấy chứng tử/trích lục khai tử"), ((CARE, BURIAL), "Bản sao giấy chứng tử/trích lục khai tử"),
        ((CARE, BURIAL, MERIT), "Bản sao được chứng thực từ giấy báo tử hoặc trích lục khai tử"),
    ],
)  # fmt: skip
def test_one_paper_in_several_wordings_is_asked_once_by_the_strictest(desk, codes, shown):
    load_small_catalogue((CARE, BURIAL, MERIT))
    [row] = extracts(desk.hanh.post("/quay/su-kien/nguoi-than-mat/", {"viec": list(codes), "do": "gather"}))
    assert (row.paper.name, row.serves) == (shown, len(codes)) and {code for code, _ in row.paper.lines} == set(codes)


def test_its_one_tick_marks_the_paper_of_every_dossier_and_the_receipt_names_it_once(desk):
    load_small_catalogue((CARE, BURIAL))
    page = "/quay/su-kien/nguoi-than-mat/"
    rows = desk.hanh.post(page, {"viec": [CARE, BURIAL], "do": "gather"}).context["rows"]
    form = desk.form(code="") | {"viec": [CARE, BURIAL], "do": "receive"} | {row.paper.field: "ok" for row in rows}
    assert desk.hanh.post(page, form).status_code == 302
    papers = [paper for of in Dossier.objects.all() for paper in of.papers.all() if "trich luc khai tu" in fold(paper.name)]
    assert len(papers) == 2 and {paper.state for paper in papers} == {"ok"} and len({paper.dossier_id for paper in papers}) == 2
    said = fold(words_of(desk.hanh.get(f"/quay/su-kien/nhan/{Together.objects.get().pk}/giay-hen.pdf").content))
    assert said.count("trich luc khai tu") == 1


def test_both_ticked_by_hand_are_refused_by_name(desk):
    load_small_catalogue((BIRTH, "2.002621"))
    page = "/quay/su-kien/sinh-con/"
    answer = desk.hanh.post(page, desk.form(code="") | {"viec": [BIRTH, "2.002621"], "do": "receive"})
    assert answer.status_code == 422 and "kẻo đăng ký hai lần" in text(answer) and not Dossier.objects.exists()


def test_a_wrong_field_is_said_at_its_place(wedding):
    answer = wedding.hanh.post(PAGE, filled(wedding, SINGLE, MARRIAGE, id_number="12345"))
    page = text(answer)
    assert answer.status_code == 422 and "số định danh cần 12" in page and 'value="12345"' in page


def test_nothing_chosen_says_what_to_do(wedding):
    answer = wedding.hanh.post(PAGE, {"do": "receive", "name": "Trương Thị Hiền"})
    assert answer.status_code == 422 and "Chưa chọn việc" in text(answer)
    assert "Đánh dấu việc rồi bấm Gom lại giấy tờ" in text(answer)


def test_a_card_fills_the_person_and_keeps_the_marks(wedding):
    form = filled(wedding, SINGLE, MARRIAGE) | {"do": "scan", "card": CARD, "name": "", "id_number": ""}
    page = wedding.hanh.post(PAGE, form)
    assert page.context["v"]["name"] == "Trương Thị Hiền" and page.context["v"]["id_number"] == "038192004317"
    assert any(row.state == "ok" for row in page.context["rows"]) and CARD not in page.content.decode()
    wrong = wedding.hanh.post(PAGE, form | {"card": "chưa phải thẻ"})
    assert wrong.status_code == 422


def received_both(desk) -> Together:
    desk.hanh.post(PAGE, filled(desk, SINGLE, MARRIAGE))
    return Together.objects.get()


def test_one_receipt_names_each_matter_and_each_paper_once(wedding):
    row = received_both(wedding)
    answer = wedding.hanh.get(f"/quay/su-kien/nhan/{row.pk}/giay-hen.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer.content)
    for line in row.lines.all():
        assert line.dossier.code in said
    assert said.count("giấy tờ tùy thân") == 1 and "1, 2" in said and "038192004317" not in said
    assert Entry.objects.filter(kind="dossier.form_printed").count() == 2


def test_the_phone_reads_every_code_of_the_receipt(wedding, tmp_path):
    row = received_both(wedding)
    content = wedding.hanh.get(f"/quay/su-kien/nhan/{row.pk}/giay-hen.pdf").content
    read = {code for page in drawn(content, tmp_path) for code in codes_in(page)}
    assert {line.dossier.tracking_code for line in row.lines.all()} == {text.rsplit("/", 1)[1] for text in read}


def test_the_family_finds_the_other_matter_and_the_officer_too(wedding, client):
    row = received_both(wedding)
    first, second = (line.dossier for line in row.lines.all())
    home = text(client.get(f"/t/{first.tracking_code}"))
    assert "Nhận cùng một lần" in home and f"/t/{second.tracking_code}" in home
    desk = text(wedding.hanh.get(f"/ho-so/{first.pk}/"))
    assert f'href="/ho-so/{second.pk}/"' in desk and "Nhận cùng lần:" in desk


def test_the_whole_reception_is_taken_back_by_one_press(wedding, client):
    row = received_both(wedding)
    page = text(wedding.hanh.post(f"/quay/su-kien/nhan/{row.pk}/hoan-tac", follow=True))
    assert "Đã hủy cả lần nhận" in page and "Lần nhận này đã hoàn tác" in page
    assert set(Dossier.objects.values_list("outcome", flat=True)) == {"annulled"} and verify() is None
    assert wedding.hanh.get(f"/quay/su-kien/nhan/{row.pk}/giay-hen.pdf").status_code == 422
    first = row.lines.first().dossier
    assert "Nhận cùng một lần" not in text(client.get(f"/t/{first.tracking_code}"))


def test_after_ten_minutes_and_by_others_it_stays(wedding):
    row = received_both(wedding)
    colleague = text(wedding.dinh.post(f"/quay/su-kien/nhan/{row.pk}/hoan-tac", follow=True))
    assert "Nhờ Lê Thị Hạnh hoàn tác" in colleague
    wedding.clock.move_to(wedding.at + timedelta(minutes=11), tick=False)
    assert "Đã quá 10 phút" in text(wedding.hanh.post(f"/quay/su-kien/nhan/{row.pk}/hoan-tac", follow=True))
    assert TogetherLine.objects.count() == 2 and not Dossier.objects.filter(outcome="annulled").exists()


def test_a_stranger_and_a_leader_find_nothing(wedding):
    row = received_both(wedding)
    for path in (f"/quay/su-kien/nhan/{row.pk}/", f"/quay/su-kien/nhan/{row.pk}/giay-hen.pdf"):
        assert wedding.stranger.get(path).status_code == 404
    assert logged_in(wedding.office.nghia).get("/quay/su-kien/").status_code in (302, 403)


def test_an_event_that_nobody_knows(wedding):
    assert wedding.hanh.get("/quay/su-kien/khong-co/").status_code == 404


def test_the_page_costs_the_same_for_one_and_for_both(wedding, django_assert_num_queries):
    wedding.hanh.post(PAGE, {"viec": [SINGLE, MARRIAGE], "do": "gather"})
    for codes in ([SINGLE], [SINGLE, MARRIAGE]):
        with django_assert_num_queries(5):
            wedding.hanh.post(PAGE, {"viec": codes, "do": "gather"})
