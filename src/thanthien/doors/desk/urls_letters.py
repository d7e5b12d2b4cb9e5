"""Addresses of letters at the desk."""

from django.urls import path

from thanthien.doors.desk import views_letters, views_letters_kinds, views_letters_more, views_letters_way

urlpatterns = [
    path("thu-cua-xa/", views_letters.page, name="letters"),
    path("thu-cua-xa/ky", views_letters.sign, name="letters-sign"),
    path("thu-cua-xa/moi", views_letters.write, name="letter-new"),
    path("thu-cua-xa/ky-so", views_letters_way.seal, name="letters-seal"),
    path("thu-cua-xa/thon/", views_letters_way.hamlets, name="letters-hamlets"),
    path("thu-cua-xa/thon/<str:hamlet>", views_letters_way.hamlet, name="letters-hamlet"),
    path("thu-cua-xa/thon/<str:hamlet>/khoa", views_letters_way.close, name="letters-hamlet-close"),
    path("thu-cua-xa/loai/", views_letters_kinds.page, name="letter-kinds"),
    path("thu-cua-xa/loai/moi", views_letters_kinds.new, name="letter-kind-new"),
    path("thu-cua-xa/loai/<slug:code>", views_letters_kinds.edit, name="letter-kind"),
    path("thu-cua-xa/loai/<slug:code>/mat-<int:side>.png", views_letters_kinds.picture, name="letter-kind-picture"),
    path("thu-cua-xa/loai/<slug:code>/dung", views_letters_kinds.use, name="letter-kind-use"),
    path("thu-cua-xa/loai/<slug:code>/thoi", views_letters_kinds.end, name="letter-kind-end"),
    path("thu-cua-xa/loai/<slug:code>/lai", views_letters_kinds.again, name="letter-kind-again"),
    path("thu-cua-xa/so", views_letters_more.register, name="letters-register"),
    path("thu-cua-xa/trao-tai-nha", views_letters_more.home_round, name="letters-round"),
    path("thu-cua-xa/khong-nhan", views_letters_more.refusals, name="letters-refusals"),
    path("thu-cua-xa/khong-nhan/<int:pk>/bo", views_letters_more.allow, name="letters-allow"),
    path("thu-cua-xa/loi-khuyen", views_letters_more.advice, name="letters-advice"),
    path("thu-cua-xa/in/gom", views_letters_more.part, name="letters-part"),
    path("thu-cua-xa/in/dan", views_letters_more.whole, name="letters-whole"),
    path("thu-cua-xa/in/thoi", views_letters_more.halt, name="letters-halt"),
    path("thu-cua-xa/in/<slug:batch>.pdf", views_letters_more.file, name="letters-file"),
    path("thu-cua-xa/<int:pk>/", views_letters.one, name="letter"),
    path("thu-cua-xa/<int:pk>.pdf", views_letters_more.sheet, name="letter-sheet"),
    path("thu-cua-xa/<int:pk>/mat-<int:side>.png", views_letters_more.picture, name="letter-picture"),
    path("thu-cua-xa/<int:pk>/tra-loi", views_letters.answer, name="letter-answer"),
    path("thu-cua-xa/<int:pk>/loi", views_letters.reword, name="letter-reword"),
    path("thu-cua-xa/<int:pk>/dung", views_letters.stop, name="letter-stop"),
    path("thu-cua-xa/<int:pk>/cho-gui", views_letters.release, name="letter-release"),
    path("thu-cua-xa/<int:pk>/bo-ky", views_letters.unsign, name="letter-unsign"),
    path("thu-cua-xa/<int:pk>/anh.jpg", views_letters_way.photo, name="letter-photo"),
    path("thu-cua-xa/<int:pk>/da-ky.pdf", views_letters_way.signed_file, name="letter-file"),
    path("thu-cua-xa/<int:pk>/quay-lai", views_letters.back, name="letter-back"),
    path("thu-cua-xa/<int:pk>/trao", views_letters.hand, name="letter-hand"),
    path("thu-cua-xa/<int:pk>/rut", views_letters.withdraw, name="letter-withdraw"),
]
