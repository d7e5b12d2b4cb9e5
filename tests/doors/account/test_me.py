"""One's own page: roles and until when, contact, password, photo; nobody else's."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from doors.account.conftest import PASSWORD
from thanthien.doors.account import photos, sessions
from thanthien.journal.models import Entry
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Rank, Role
from thanthien.shared.actor import system

NEW = "trăng lên đầu ngõ"


def text(answer) -> str:
    return answer.content.decode()


def fresh(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


def test_the_page_is_for_who_is_signed_in(client, office):
    for page in ("/toi/", "/toi/mat-khau", "/toi/vang"):
        assert client.get(page)["Location"] == f"/dang-nhap?next={page}"
    assert client.get("/toi")["Location"] == "/toi/"


def test_roles_with_their_days_and_whose_they_are(staff):
    office, day = staff.office, staff.office.at.date()
    people.grant_role(
        officer=office.hanh, role=Role.GUIDE, valid_from=day + timedelta(days=7), valid_to=day + timedelta(days=9),
        by=system(office.unit), at=office.at,
    )  # fmt: skip
    people.delegate(
        giver=office.nghia, taker=office.hanh, roles=(Role.LEADER,), valid_from=day, valid_to=day + timedelta(days=1),
        document="12/UQ-UBND", by=system(office.unit), at=office.at,
    )  # fmt: skip
    page = text(staff.entered(office.hanh).get("/toi/"))
    for words in ("Một cửa", "Hướng dẫn", "30/11/2026 đến hết 02/12/2026", "Phạm Văn Nghĩa ủy quyền, theo 12/UQ-UBND"):
        assert words in page
    assert "Đang ủy quyền" not in page
    given = text(staff.entered(office.nghia).get("/toi/"))
    assert "Đang ủy quyền" in given and "Lê Thị Hạnh" in given


def test_a_rank_stands_beside_the_position(staff):
    office = staff.office
    people.grant_role(officer=office.hanh, role=Role.POLICE, valid_from=office.at.date(), by=system(office.unit), at=office.at)
    people.change_officer(officer=office.hanh, rank=Rank.CAPTAIN, by=system(office.unit), at=office.at)
    assert "Đại úy" in text(staff.entered(office.hanh).get("/toi/"))


def test_the_page_costs_the_same_with_one_and_three_roles(staff, django_assert_num_queries):
    client = staff.entered(staff.office.hanh)
    client.get("/toi/")
    for role in (Role.GUIDE, Role.PETITIONS, Role.BOARD):
        client.get("/toi/")
        with django_assert_num_queries(9):
            client.get("/toi/")
        people.grant_role(
            officer=staff.office.hanh, role=role, valid_from=staff.office.at.date(), by=system(staff.office.unit),
            at=staff.office.at,
        )  # fmt: skip


def seen_on(page) -> str:
    return text(page).split('name="seen" value="')[1].split('"')[0]


def test_contact_is_changed_and_kept_when_wrong(staff):
    hanh = staff.office.hanh
    client = staff.entered(hanh)
    seen = seen_on(client.get("/toi/"))
    for facts, said in (({"phone": "09-không"}, "8 đến 15"), ({"phone": "123"}, "8 đến 15"), ({"email": "hanh"}, "ten@noi.vn")):
        wrong = client.post("/toi/lien-he", {"phone": "", "email": "", "seen": seen, **facts})
        assert wrong.status_code == 422 and said in text(wrong) and next(iter(facts.values())) in text(wrong)
    right = client.post("/toi/lien-he", {"phone": "0912 555 408", "email": "hanh@camtu.vn", "seen": seen})
    assert right["Location"] == "/toi/?xong=lien-he"
    assert (fresh(hanh).phone, fresh(hanh).email) == ("0912 555 408", "hanh@camtu.vn")
    assert "0912" not in Entry.objects.get(kind="officer.changed").body
    assert client.post("/toi/lien-he", {"phone": "", "email": "", "seen": fresh(hanh).witness()}).status_code == 302


def test_a_form_that_an_administrator_overtook_keeps_what_was_typed(staff):
    hanh = staff.office.hanh
    client = staff.entered(hanh)
    seen = seen_on(client.get("/toi/"))
    people.change_officer(officer=hanh, position="Phó Giám đốc", by=system(hanh.unit_id), at=staff.office.at)
    answer = client.post("/toi/lien-he", {"phone": "0912555408", "email": "", "seen": seen})
    assert answer.status_code == 422 and "vừa sửa" in text(answer) and 'value="0912555408"' in text(answer)
    assert fresh(hanh).phone == ""


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai", NEW, NEW, "đang dùng chưa đúng"),
        (PASSWORD, NEW, "khác đi một chút", "chưa giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác"),
        (PASSWORD, "ngắn", "ngắn", "ít nhất 10"),
    ],
)
def test_a_password_is_not_changed_by_a_wrong_form(staff, old, new, again, said):
    client = staff.entered(staff.office.hanh)
    answer = client.post("/toi/mat-khau", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422 and said in text(answer)
    for secret in (PASSWORD, NEW):
        assert secret not in text(answer)
    assert fresh(staff.office.hanh).check_password(PASSWORD)


def test_a_changed_password_keeps_this_session_and_ends_the_others(staff):
    here, there = staff.entered(staff.office.hanh), staff.entered(staff.office.hanh)
    assert here.post("/toi/mat-khau", {"old": PASSWORD, "new": NEW, "again": NEW})["Location"] == "/toi/?xong=mat-khau"
    assert here.get("/quay/").status_code == 200
    assert there.get("/quay/").status_code == 302
    assert not [entry for entry in Entry.objects.all() if NEW in entry.body]


CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604"


@pytest.mark.parametrize(
    ("agent", "name"),
    [(CHROME, "Chrome trên Windows"), (PHONE, "Safari trên iPhone"), ("curl/8 Linux", "Linux"), ("", "một trình duyệt")],
)
def test_browsers_by_the_names_that_people_use(agent, name):
    assert str(sessions.name_of(agent)) == name


def test_one_sees_where_one_is_signed_in_and_signs_out_there(staff):
    _, here = staff.sign_in("hanh", HTTP_USER_AGENT=CHROME)
    _, there = staff.sign_in("hanh", HTTP_USER_AGENT=PHONE, REMOTE_ADDR="10.0.0.7")
    page = text(here.get("/toi/"))
    assert page.index("Chrome trên Windows") < page.index("Safari trên iPhone") and "10.0.0.7" in page and "máy này" in page
    other = page.split("/toi/phien/")[1].split("/")[0]
    assert here.post(f"/toi/phien/{other}/thoat")["Location"] == "/toi/?xong=phien"
    assert there.get("/quay/").status_code == 302 and here.get("/quay/").status_code == 200
    assert "Safari trên iPhone" not in text(here.get("/toi/"))


def test_nobody_signs_somebody_else_out(staff):
    _, hanh = staff.sign_in("hanh", HTTP_USER_AGENT=CHROME)
    pk = sessions.UserSession.objects.get().pk
    for who in (staff.office.dinh, staff.an, staff.office.la):
        assert staff.entered(who).post(f"/toi/phien/{pk}/thoat").status_code == 404
    assert hanh.get("/quay/").status_code == 200


def test_a_new_password_leaves_this_browser_alone_in_the_list(staff):
    _, here = staff.sign_in("hanh", HTTP_USER_AGENT=CHROME)
    staff.sign_in("hanh", HTTP_USER_AGENT=PHONE)
    here.post("/toi/mat-khau", {"old": PASSWORD, "new": NEW, "again": NEW}, HTTP_USER_AGENT=CHROME)
    page = text(here.get("/toi/"))
    assert "Chrome trên Windows" in page and "máy này" in page and "Safari trên iPhone" not in page


def image(size=(900, 1200), kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, (120, 60, 30))
    picture.paste((250, 250, 250), (0, 0, size[0], size[1] // 8))
    picture.save(out, kind, **more)
    return out.getvalue()


def sent(data: bytes, name="anh.jpg") -> dict:
    return {"photo": SimpleUploadedFile(name, data)}


@pytest.fixture
def home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_photo_is_cut_square_and_carries_nothing_else(staff, home):
    exif = Image.Exif()
    exif[0x010F] = "Máy chụp của tôi"
    exif.get_ifd(0x8825)[1] = "N"
    client = staff.entered(staff.office.hanh)
    assert client.get("/anh-can-bo/hanh").status_code == 404
    assert client.post("/toi/anh", sent(image(exif=exif))).status_code == 302
    answer = Client().get("/anh-can-bo/hanh")
    data = b"".join(answer.streaming_content)
    shown = Image.open(io.BytesIO(data))
    assert (answer["Content-Type"], shown.size, shown.format) == ("image/jpeg", (400, 400), "JPEG")
    assert not dict(shown.getexif()) and b"Exif" not in data and "tôi".encode() not in data
    assert "/anh-can-bo/hanh" in text(client.get("/toi/"))


def test_a_photo_taken_sideways_stands_upright(staff, home):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it
    staff.entered(staff.office.hanh).post("/toi/anh", sent(image((1200, 1200), exif=exif)))
    shown = Image.open(home / fresh(staff.office.hanh).photo)
    assert shown.getpixel((395, 200))[2] > 200 > shown.getpixel((200, 5))[2], "the white edge was at the top, now at the right"


@pytest.mark.parametrize(("kind", "size"), [("PNG", (400, 300)), ("WEBP", (200, 200)), ("JPEG", (3000, 200))])
def test_other_kinds_and_shapes_are_taken(staff, home, kind, size):
    assert staff.entered(staff.office.hanh).post("/toi/anh", sent(image(size, kind))).status_code == 302
    assert Image.open(home / fresh(staff.office.hanh).photo).size == (400, 400)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"xin chao", "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "không phải ảnh"),
        (image(kind="GIF"), "không phải ảnh"),
        (image((199, 900)), "nhỏ quá"),
        (image()[:-3000], "bị hỏng"),
        (image((8000, 8000), "PNG"), "40 triệu điểm"),
        (b"", "không phải ảnh"),
    ],
)
def test_a_file_that_cannot_be_a_photo_says_why(staff, home, data, said):
    answer = staff.entered(staff.office.hanh).post("/toi/anh", sent(data))
    assert answer.status_code == 422 and said in text(answer)
    assert not fresh(staff.office.hanh).photo and not list(home.rglob("*.jpg"))


def test_a_heavy_file_is_not_even_opened(staff, home, monkeypatch):
    monkeypatch.setattr(photos, "MOST_BYTES", 1000)
    assert "nặng quá" in text(staff.entered(staff.office.hanh).post("/toi/anh", sent(image())))


def test_a_new_photo_replaces_the_file_and_the_drawn_one_comes_back(staff, home):
    client = staff.entered(staff.office.hanh)
    client.post("/toi/anh", sent(image()))
    first = fresh(staff.office.hanh).photo
    client.post("/toi/anh", sent(image()))
    second = fresh(staff.office.hanh).photo
    assert second != first and [path.relative_to(home).as_posix() for path in home.rglob("*.jpg")] == [second]
    assert client.post("/toi/anh", {"drop": "1"}).status_code == 302
    assert fresh(staff.office.hanh).photo == "" and not list(home.rglob("*.jpg"))
    assert "Chưa chọn ảnh" in text(client.post("/toi/anh", {}))


def test_an_administrator_may_change_it_nobody_else(staff, home):
    an = staff.entered(staff.an)
    assert an.post("/nhan-su/hanh/anh", sent(image())).status_code == 302
    assert Entry.objects.get(kind="officer.photo").actor == "officer:an"
    for who, login, status in (("dinh", "hanh", 403), ("nghia", "hanh", 403), ("la", "hanh", 403)):
        assert staff.entered(getattr(staff.office, who)).post(f"/nhan-su/{login}/anh", sent(image())).status_code == status
    assert an.post("/nhan-su/la/anh", sent(image())).status_code == 404
    assert Entry.objects.filter(kind="officer.photo").count() == 1


def test_only_a_photo_that_was_kept_here_is_ever_deleted(home):
    for name in ("secret.jpg", "officers/note.txt", "officers/in/deep.jpg"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        for asked in (name, f"../{home.name}/{name}", "", "officers"):
            photos.drop(asked)
        assert path.exists()


def test_a_photo_of_who_has_left_is_not_shown(staff, home):
    office = staff.office
    staff.entered(office.hanh).post("/toi/anh", sent(image()))
    people.close_counter(counter=office.counters[0], by=system(office.unit), at=office.at)
    people.deactivate_officer(officer=office.hanh, by=system(office.unit), at=office.at)
    assert Client().get("/anh-can-bo/hanh").status_code == 404


def test_the_session_lasts_a_working_day():
    assert settings.SESSION_COOKIE_AGE == 12 * 3600 and settings.SESSION_COOKIE_HTTPONLY
