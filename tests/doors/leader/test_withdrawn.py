"""What people took back stands among the leader's figures, each with a list as long as itself and no name on it."""

import pytest

from builders.dossiers import CIVIL, received
from builders.incoming import filed
from builders.playing import logged_in
from builders.walking import Figure, behind, figures
from thanthien.dossiers import actions as dossiers
from thanthien.exchange import incoming
from thanthien.journal.followers import catch_up_all

LEFT, BACK = {"TrangThaiHoSo": "7"}, "/lanh-dao/can-cu/rut/"
LISTS = ("/lanh-dao/can-cu/qua-mang/", BACK, "/lanh-dao/can-cu/rut-som/")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def take(desk, *rows):
    incoming.take_in(unit=desk.unit, rows=rows, source="file", by=desk.office.actor(desk.office.hanh), at=desk.at)


def test_a_day_without_any_says_nothing(nghia):
    assert 'data-test="back"' not in text(nghia, "/lanh-dao/so")


def test_each_figure_opens_its_list(desk, nghia):
    take(desk, *(filed(n) for n in range(1, 5)))
    take(desk, filed(1, **LEFT), filed(2, **LEFT))
    paid = received(desk.office, CIVIL)
    dossiers.withdraw(dossier=paid, reason="Đổi ý", by=desk.office.actor(desk.office.hanh), at=desk.at)
    catch_up_all()
    page = text(nghia, "/lanh-dao/so")
    for words in ("Nộp qua mạng, 30 ngày: 4 hồ sơ", "Người dân rút: 3", "2 trước khi xã nhận"):
        assert words in page, words
    found = [one for one in figures(nghia, "/lanh-dao/") if one.href.partition("?")[0] in LISTS]
    assert [one.count for one in found] == [4, 3, 2]
    for one in found:
        listed = text(nghia, one.href)
        assert behind(nghia, one) == one.count and "Mận" not in listed and "Hiền" not in listed
    listed = text(nghia, BACK)
    assert f'href="/ho-so/{paid.pk}/"' in listed and "rút khi đang giải quyết" in listed
    assert "rút trước khi xã nhận" in listed and "khai sinh" in listed.lower()
    assert "rút trước khi xã nhận" in nghia.get("/lanh-dao/can-cu/rut/?xuat=csv").content.decode("utf-8-sig")


def test_an_empty_list_says_so_and_others_do_not_enter(desk, nghia):
    assert "Không có hồ sơ nào trong khoảng này" in text(nghia, BACK)
    assert logged_in(desk.office.ha).get(BACK).status_code == 403
    take(desk, filed(1))
    take(desk, filed(1, **LEFT))
    assert behind(logged_in(desk.office.la), Figure("", 0, BACK)) == 0, "another commune reads its own"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, nghia, rows, django_assert_num_queries):
    take(desk, *(filed(n) for n in range(1, rows + 1)))
    take(desk, *(filed(n, **LEFT) for n in range(1, rows + 1)))
    nghia.get(BACK)
    with django_assert_num_queries(6):
        assert behind(nghia, Figure("", rows, BACK)) == rows
