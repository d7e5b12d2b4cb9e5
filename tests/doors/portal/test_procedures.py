"""Procedures: the list and its search, the page with its holes, what is closed, life events, the sheet to take along."""

from datetime import timedelta

import pytest

from builders.dossiers import ADOPTION, BIRTH, CIVIL, COOPERATIVE, LODGING, SINGLE, load_small_catalogue
from thanthien.procedures.models import Procedure, UnitProcedure
from thanthien.procedures.queries import page_of
from thanthien.queueing import offering
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


def page(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


@pytest.fixture
def morning(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    return office


def shorter(office, code: str = SINGLE, **more) -> UnitProcedure:
    """The unit promises SINGLE in one working day instead of three (written straight into the table of the room)."""
    return UnitProcedure.objects.create(
        unit_id=office.unit, code=code, valid_from=office.at.date(), published_at=office.at, decision_no="12/QĐ-UBND",
        **({"term_value": 1, "term_unit": "working_day"} | more),
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["khai sinh", "KHAI SINH", "khaisinh", "sinh khai", "khai snih", "1.001193", "đăng kí khai sinh"]
)
def test_a_procedure_is_found_as_people_type(client, morning, typed):
    shown = page(client.get("/thu-tuc", {"q": typed}))
    assert f'href="/thu-tuc/{BIRTH}"' in shown


def test_what_matched_is_marked(client, morning):
    assert "<mark>khai</mark> <mark>sinh</mark>" in page(client.get("/thu-tuc", {"q": "khai sinh"}))


def test_what_is_typed_is_shown_as_text_and_kept(client, morning):
    shown = page(client.get("/thu-tuc", {"q": "<b>xe</b>"}))
    assert "<b>xe</b>" not in shown and "&lt;b&gt;xe&lt;/b&gt;" in shown and "Chưa thấy thủ tục nào" in shown
    assert 'href="/viec-doi"' in shown and "0237 300 0000" in shown


def test_the_list_by_field_and_its_filters(client, morning):
    whole = page(client.get("/thu-tuc"))
    assert "7 thủ tục làm được" in whole and 'id="ho_tich"' in whole and 'id="cu_tru"' in whole
    one = page(client.get("/thu-tuc", {"linh-vuc": "cu_tru"}))
    assert f"/thu-tuc/{LODGING}" in one and f"/thu-tuc/{BIRTH}" not in one and '<option value="cu_tru" selected>' in one
    none = page(client.get("/thu-tuc", {"nhanh-hon": "1"}))
    assert "Không có thủ tục nào khớp" in none
    shorter(morning)
    quick = page(client.get("/thu-tuc", {"nhanh-hon": "1"}))
    assert f"/thu-tuc/{SINGLE}" in quick and "luật cho 3 ngày làm việc" in quick and f"/thu-tuc/{BIRTH}" not in quick


def test_a_search_within_a_field(client, morning):
    assert f"/thu-tuc/{BIRTH}" not in page(client.get("/thu-tuc", {"q": "khai sinh", "linh-vuc": "cu_tru"}))


def test_the_page_says_papers_term_fee_who_law(client, morning):
    shown = page(client.get(f"/thu-tuc/{SINGLE}"))
    told = page_of(code=SINGLE, unit=morning.unit, on=morning.at.date())
    assert told.title in shown and "3 ngày làm việc" in shown.lower() and told.decides in shown
    for base in told.legal_bases:
        assert base in shown
    for step in told.route:
        assert step.name in shown
    assert "<svg" in shown and f"Mã thủ tục {SINGLE}" in shown


def test_an_unconfirmed_fee_is_never_free(client, morning):
    shown = page(client.get(f"/thu-tuc/{BIRTH}"))
    assert "Chưa xác nhận" in shown and 'data-test="fee-unconfirmed"' in shown and "không thu" not in shown.split("Bao lâu")[0]
    sure = page(client.get(f"/thu-tuc/{CIVIL}"))
    assert "8.000" in sure and 'data-test="fee-unconfirmed"' not in sure


@pytest.mark.parametrize("typed", ["lam khai sinh cho con", "khai snih", "thủ tục xin làm khai sinh"])
def test_the_words_of_a_citizen_find_the_procedure_they_mean(client, morning, typed):
    shown = page(client.get("/thu-tuc", {"q": typed}))
    assert shown.split('data-test="hits"')[1].split('href="')[1].startswith(f"/thu-tuc/{BIRTH}")


def test_letters_that_only_happen_to_stand_in_the_title_are_not_underlined(client, morning):
    assert "<mark>" not in page(client.get("/thu-tuc", {"q": "khai snih"})), "the name was understood, its letters were not typed"
    assert "<mark>khai</mark> <mark>sinh</mark>" in page(client.get("/thu-tuc", {"q": "khai sinh"}))


def test_an_everyday_name_whose_procedure_is_not_offered_here_finds_nothing(client, morning):
    assert 'data-test="nothing"' in page(client.get("/thu-tuc", {"q": "vneid"}))


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Cần Thơ 2025: 4.000–8.000đ", False), ("Thanh Hóa 2025: 6.000đ", True), ("8.000đ/bản sao (TT 281/2016/TT-BTC)", True),
        ("", False),
    ],
)  # fmt: skip
def test_what_another_province_takes_is_not_told_as_the_fee_of_this_one(client, morning, note, shown):
    Procedure.objects.filter(code=BIRTH).update(fee_note=note)
    page_text = page(client.get(f"/thu-tuc/{BIRTH}"))
    assert ('data-test="fee-note"' in page_text) is shown and (not shown or note in page_text)


def test_the_unit_s_own_term_stands_beside_the_law_s(client, morning):
    assert "luật cho" not in page(client.get(f"/thu-tuc/{SINGLE}"))
    shorter(morning, dropped=[])
    shown = page(client.get(f"/thu-tuc/{SINGLE}"))
    assert "1 ngày làm việc" in shown and "luật cho 3 ngày làm việc" in shown and "12/QĐ-UBND" in shown


def test_a_paper_that_the_unit_no_longer_asks_is_said(client, morning):
    name = page_of(code=SINGLE, unit=morning.unit, on=morning.at.date()).bring[0].name
    shorter(morning, dropped=[Procedure.objects.get(code=SINGLE).papers.get(name__startswith=name[:20]).name])
    assert 'data-test="not-asked"' in page(client.get(f"/thu-tuc/{SINGLE}"))


def test_what_the_unit_does_not_offer_says_where(client, morning):
    shorter(morning, offered=False)
    shown = page(client.get(f"/thu-tuc/{SINGLE}"))
    assert "Xã chưa làm việc này" in shown and "Nơi giải quyết" in shown and "mang-theo" not in shown
    assert f"/thu-tuc/{SINGLE}" not in page(client.get("/thu-tuc"))


def test_holes_are_shown_as_holes(client, morning):
    shown = page(client.get(f"/thu-tuc/{COOPERATIVE}"))
    assert "Chưa công bố thời hạn" in shown and "nguồn không ghi thời hạn" in shown
    cut = page(client.get(f"/thu-tuc/{SINGLE}"))
    assert "tên giấy còn thiếu chữ" in cut
    assert "chưa đối chiếu với văn bản gốc" in cut and "mặc định" in page(client.get(f"/thu-tuc/{LODGING}"))


def test_a_closed_procedure_keeps_its_page_and_says_where_to_go(client, morning):
    Procedure.objects.filter(code=BIRTH).update(valid_to=morning.at.date() - timedelta(days=1))
    answer = client.get(f"/thu-tuc/{BIRTH}")
    shown = page(answer, 410)
    assert "không còn áp dụng từ 22/11/2026" in shown and "Đăng ký khai sinh" in shown and "0237 300 0000" in shown
    assert f'href="/thu-tuc/{BIRTH}"' not in shown and 'name="robots" content="noindex"' in shown
    assert client.get(f"/thu-tuc/{BIRTH}/mang-theo").status_code == 410


def test_a_closed_procedure_names_what_is_near_it(client, morning):
    Procedure.objects.filter(code=BIRTH).update(valid_to=morning.at.date(), title="Cấp giấy xác nhận tình trạng hôn nhân")
    assert f'href="/thu-tuc/{SINGLE}"' in page(client.get(f"/thu-tuc/{BIRTH}"), 410)


def test_one_that_comes_later_says_from_when(client, morning):
    Procedure.objects.filter(code=BIRTH).update(valid_from=morning.at.date() + timedelta(days=8))
    assert "áp dụng từ 01/12/2026" in page(client.get(f"/thu-tuc/{BIRTH}"), 410)


@pytest.mark.parametrize("code", ["9.999999", "x", "1.001193<b>", "%00", "a" * 300])
def test_a_code_that_nobody_knows_is_a_kind_404(client, morning, code):
    shown = page(client.get(f"/thu-tuc/{code}"), 404)
    assert "Chưa có thủ tục mang mã này" in shown and "<b>" not in shown.split("Mã ")[-1][:40]


def test_the_sheet_to_take_along(client, morning):
    shown = page(client.get(f"/thu-tuc/{CIVIL}/mang-theo"))
    for paper in page_of(code=CIVIL, unit=morning.unit, on=morning.at.date()).bring:
        assert paper.name in shown
    assert "8.000" in shown and "lập ngày 23/11/2026" in shown and "noindex" in shown and "<svg" in shown


def test_the_counters_that_take_it_and_how_many_wait(client, morning):
    offering.offer_service(
        unit=morning.unit, letter="A", name="Hộ tịch", counters=morning.counters[:2], fields=["ho_tich"],
        by=system(morning.unit), at=morning.at,
    )  # fmt: skip
    shown = page(client.get(f"/thu-tuc/{SINGLE}"))
    assert "Quầy 1, 2" in shown and "Chưa có ai chờ, vào ngay" in shown


def test_all_life_events_and_one_in_the_order_of_doing(client, morning):
    assert 'href="/viec-doi/sinh-con"' in page(client.get("/viec-doi"))
    shown = page(client.get("/viec-doi/sinh-con"))
    assert shown.index(f'value="{BIRTH}" checked') < shown.index(f'value="{ADOPTION}"')
    assert "Mang một lần" in shown
    assert client.get("/viec-doi/khong-co").status_code == 404


def test_papers_of_ticked_procedures_are_brought_once(client, morning):
    shown = page(client.get("/viec-doi/ket-hon", {"viec": [SINGLE]}))
    assert f'value="{SINGLE}" checked' in shown and 'data-test="once"' in shown
    both = page(client.get("/viec-doi/sinh-con", {"viec": [BIRTH, ADOPTION, "9.999999"]}))
    assert "Đủ cho 2 việc" in both and f'value="{ADOPTION}" checked' in both


def test_proofs_of_identity_are_one_paper(morning):
    from thanthien.doors.portal.events import bring_once
    from thanthien.procedures.queries import offers

    chosen = offers(unit=morning.unit, on=morning.at.date(), codes=[BIRTH, CIVIL, SINGLE])
    names = [one.name.lower() for one in bring_once(chosen)]
    assert sum("căn cước" in name[:60] or "hộ chiếu" in name[:60] for name in names) <= 1


def test_a_death_is_met_with_sympathy_and_no_gold(client, morning):
    shown = page(client.get("/viec-doi/nguoi-than-mat"))
    assert "Xã xin chia buồn" in shown or "chưa công bố thủ tục nào" in shown
    assert "pro joy" not in shown and "pro joy" in page(client.get("/viec-doi/sinh-con"))


def test_an_event_without_procedures_says_whom_to_ask(client, office):
    assert "Xã chưa công bố thủ tục nào cho việc này" in page(client.get("/viec-doi/sinh-con"))
    assert "Xã chưa nạp danh mục thủ tục" in page(client.get("/thu-tuc"))


@pytest.mark.parametrize(
    ("path", "count"),
    [("/thu-tuc", 0), ("/thu-tuc?q=dang+ky", 1), (f"/thu-tuc/{SINGLE}", 2), ("/viec-doi/sinh-con", 4)],
)
def test_the_cost_of_a_page_does_not_grow(client, morning, path, count, django_assert_num_queries):
    for code in (SINGLE, BIRTH, CIVIL):
        client.get(path)
        with django_assert_num_queries(count):
            client.get(path)
        shorter(morning, code)


def test_no_page_needs_script(client, morning):
    for path in ("/thu-tuc", f"/thu-tuc/{SINGLE}", "/viec-doi/sinh-con", "/lien-he", "/viec-doi", "/luot-truy-cap"):
        assert b"<script" not in client.get(path).content and b"htmx" not in client.get(path).content
