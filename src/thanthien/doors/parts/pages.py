"""The pages that no door owns: not found, broken, forbidden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thanthien.doors.parts.errors import told_page
from thanthien.doors.parts.throttle import UnknownCode
from thanthien.people.queries import offices
from thanthien.shared.wording import say

SLIPS = ("/cham-diem/", "/phieu-khao-sat/")  # where people type a code from paper


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not here. On a machine without any office the front door leads to its first start."""
    if request.path == "/" and not offices().exists():
        return redirect("admin:start")
    if isinstance(exception, UnknownCode) and request.path.startswith(SLIPS):
        return render(request, "parts/unknown_code.html", {"waits": exception.waits, "status": 404}, status=404)
    text = say("Không tìm thấy trang này. Xem lại địa chỉ, hoặc về trang đầu để tìm tiếp.")
    return told_page(request, text, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = say("Trang này không mở được bằng tài khoản đang dùng.")
    return told_page(request, text, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    text = say("Máy gặp lỗi, chưa ghi gì. Thử lại, nếu vẫn lỗi xin gọi quản trị.")
    return told_page(request, text, status=500)
