"""Addresses of papers, scans and the book of certified copies."""

from django.urls import path

from thanthien.doors.desk import views_book, views_papers, views_pieces, views_scans

urlpatterns = [
    path("ho-so/<int:pk>/giay/", views_papers.page, name="papers"),
    path("ho-so/<int:pk>/giay/them", views_papers.attach, name="papers-attach"),
    path("ho-so/<int:pk>/giay/dung-lai", views_papers.reuse, name="papers-reuse"),
    path("ho-so/<int:pk>/giay/dien-thoai", views_papers.link_phone, name="papers-phone"),
    path("giay/", views_scans.search, name="scans"),
    path("giay/manh/", views_pieces.begin, name="pieces"),
    path("giay/manh/<str:code>", views_pieces.state, name="pieces-state"),
    path("giay/manh/<str:code>/xong", views_pieces.finish, name="pieces-finish"),
    path("giay/manh/<str:code>/<int:number>", views_pieces.piece, name="pieces-piece"),
    path("giay/<int:pk>/", views_scans.show, name="scan-show"),
    path("giay/<int:pk>/trang/<int:number>", views_scans.sheet, name="scan-page"),
    path("giay/<int:pk>/tai", views_scans.download, name="scan-download"),
    path("giay/<int:pk>/bo", views_scans.withdraw, name="scan-withdraw"),
    path("giay/<int:pk>/lay-lai", views_scans.restore, name="scan-restore"),
    path("giay/<int:pk>/xep", views_scans.place, name="scan-place"),
    path("so-chung-thuc/", views_book.page, name="copies"),
    path("so-chung-thuc/<int:pk>/gach", views_book.annul, name="copies-annul"),
    path("so-chung-thuc/<int:pk>/lay-lai", views_book.reinstate, name="copies-reinstate"),
]
