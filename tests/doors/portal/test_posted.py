"""Public items and the roster on the portal."""

from datetime import timedelta

import pytest

from builders.papers import pdf
from builders.posted import duty_of, item_of, later, run_of
from thanthien.posting import files, public_items
from thanthien.posting.models import PostedFile
from thanthien.posting.public_rules import Form
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    return office


def page(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return " ".join(answer.content.decode().split())


def test_only_what_is_posted_on_the_web_is_there(site, client):
    assert "chưa có nội dung nào đăng trên trang" in page(client.get("/cong-khai"))
    item = item_of(site)
    run_of(site, item, Form.BOARD)
    assert item.title not in page(client.get("/cong-khai")) and client.get(f"/cong-khai/{item.pk}").status_code == 404
    run = run_of(site, item, Form.WEB)
    assert item.title in page(client.get("/cong-khai"))
    shown = page(client.get(f"/cong-khai/{item.pk}"))
    assert "Tổng thu 12,4 tỷ đồng" in shown and "Điều 11 khoản 2" in shown and "Đăng từ 23/11/2026" in shown
    public_items.annul(run=run, by=site.actor(site.nghia), at=site.at)
    assert client.get(f"/cong-khai/{item.pk}").status_code == 404


def test_words_are_found_without_marks_in_the_title_the_text_and_the_line_of_the_law(site, client):
    item = item_of(site)
    run_of(site, item, Form.WEB)
    for words in ("tong thu 12,4", item.title.upper(), "NGÂN SÁCH"):
        assert item.title in page(client.get("/cong-khai", {"q": words})), words
    nothing = page(client.get("/cong-khai", {"q": "khong he co"}))
    assert item.title not in nothing and "Không có nội dung nào có các chữ ấy" in nothing and 'value="khong he co"' in nothing


def test_after_its_last_day_it_is_gone(site, client, time_machine):
    item = item_of(site, at=later(site, -9), decided_on=day_of(later(site, -9)))
    run_of(site, item, since=day_of(later(site, -9)), until=day_of(site.at))
    assert item.title in page(client.get("/cong-khai"))
    time_machine.move_to(later(site, 1), tick=False)
    assert item.title not in page(client.get("/cong-khai"))


def test_its_file_is_a_download(site, client):
    item = item_of(site, coming=(files.take(unit=site.unit, name="quyet-toan.pdf", content=pdf()),))
    paper = PostedFile.objects.get()
    assert client.get(f"/tep/{paper.pk}").status_code == 404
    run_of(site, item)
    assert "quyet-toan.pdf" in page(client.get(f"/cong-khai/{item.pk}"))
    answer = client.get(f"/tep/{paper.pk}")
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("attachment")


def test_what_was_not_read_in_the_gazette_says_so(site, client):
    item = item_of(site, code="d11-08", title="Quy tắc ứng xử")
    run_of(site, item)
    assert "chưa đối chiếu văn bản" in page(client.get(f"/cong-khai/{item.pk}"))


def test_nobody_on_duty_says_whom_to_call(site, client):
    shown = page(client.get("/lich-truc"))
    assert "Hôm nay chưa ghi ai trực. Việc gấp, gọi 0237 300 0000." in shown and "Quầy 1" in shown


def test_the_roster_of_two_weeks(site, client):
    duty_of(site)
    duty_of(site, day=day_of(site.at) + timedelta(days=8), task="Trực bão")
    shown = page(client.get("/lich-truc"))
    assert 'data-test="on-duty"' in shown and "Phạm Văn Nghĩa" in shown and "Trực bão" in shown
    for size in ("a4", "a3"):
        assert client.get(f"/lich-truc/to-{size}.pdf").content.startswith(b"%PDF")
    assert "Trực lãnh đạo" in page(client.get("/"))


@pytest.mark.parametrize(("path", "cost"), [("/cong-khai", 0), ("/lich-truc", 5)])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same(site, client, path, cost, count, django_assert_num_queries):
    for n in range(count):
        run_of(site, item_of(site, title=f"Nội dung {n}"))
        duty_of(site, task=f"Việc {n}")
    client.get(path)
    with django_assert_num_queries(cost):
        client.get(path)


@pytest.mark.parametrize("path", ["/cong-khai", "/lich-truc"])
def test_no_script(site, client, path):
    assert b"<script" not in client.get(path).content
