"""The pages that no door owns: not found, broken, forbidden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thanthien.people.queries import offices
from thanthien.shared.wording import say


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not here. On a machine without any office the front door leads to its first start."""
    if request.path == "/" and not offices().exists():
        return redirect("admin:start")
    text = say("Không tìm thấy trang này. Xem lại địa chỉ, hoặc về trang đầu để tìm tiếp.")
    return render(request, "parts/error.html", {"sentence": text, "status": 404}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = say("Trang này không mở được bằng tài khoản đang dùng.")
    return render(request, "parts/error.html", {"sentence": text, "status": 403}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    text = say("Máy gặp lỗi, chưa ghi gì. Thử lại, nếu vẫn lỗi xin gọi quản trị.")
    return render(request, "parts/error.html", {"sentence": text, "status": 500}, status=500)
