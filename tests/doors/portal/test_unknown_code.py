"""A code typed from a slip that nobody has: a page that says what to do, and slowly for who tries many."""

import pytest
from django.test import Client

from thanthien.doors.parts import throttle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/cham-diem/SAIMA1234567", "/phieu-khao-sat/SAIMA1234567"])
def test_a_mistyped_code_is_told_what_to_do(office, path):
    answer = Client().get(path)
    page = answer.content.decode()
    assert answer.status_code == 404 and "Mã này không đúng hoặc đã dùng" in page and "Quét lại ô mã vuông" in page
    for _ in range(throttle.MISSES):
        Client().get(path)
    answer = Client().get(path)
    assert answer.status_code == 404 and "Xin chờ mười phút" in answer.content.decode()
