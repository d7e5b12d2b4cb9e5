"""Addresses of the leader's door."""

from django.urls import path

from thanthien.doors.leader import (
    urls_conduct,
    urls_ratings,
    urls_rollout,
    urls_scores,
    views,
    views_behind,
    views_ears,
    views_lists,
    views_looks,
    views_signing,
    views_sorry,
    views_special,
)

app_name = "leader"
urlpatterns = [
    path("lanh-dao/", views.day, name="today"),
    path("lanh-dao/ho-so", views.dossiers, name="dossiers"),
    path("lanh-dao/quay", views.counters, name="counters"),
    path("lanh-dao/so", views.figures, name="figures"),
    path("lanh-dao/cua-toi", views.own, name="mine"),
    path("lanh-dao/can-cu/<slug:so>/", views_behind.page, name="behind"),
    path("lanh-dao/hom-nay/can-cu/<slug:so>/", views_behind.of_day, name="day-behind"),
    path("lanh-dao/dang-mo", views_lists.page, name="list"),
    path("lanh-dao/dang-mo/danh-sach", views_lists.part, name="list-part"),
    path("lanh-dao/xin-loi", views_sorry.page, name="sorry"),
    path("lanh-dao/xin-loi/ky", views_sorry.sign, name="sorry-sign"),
    path("lanh-dao/giao", views_lists.give, name="give"),
    path("lanh-dao/giao/hoan-tac", views_lists.take_back, name="give-undo"),
    path("ngay-dac-biet/", views_special.page, name="special"),
    path("ngay-dac-biet/to-dan-cua.pdf", views_special.sheet, name="special-sheet"),
    path("lien-he-dan-cua.pdf", views_special.contacts, name="contacts-sheet"),
    path("lanh-dao/nghe-dan", views_ears.page, name="ears"),
    path("lanh-dao/nghe-dan/can-cu/<slug:so>/", views_ears.behind, name="ears-behind"),
    path("lanh-dao/luot-xem", views_looks.page, name="looks"),
    path("lanh-dao/luot-xem/<int:pk>/da-xem", views_looks.note, name="looks-note"),
    path("lanh-dao/luot-xem/<int:pk>/mo-lai", views_looks.reopen, name="looks-reopen"),
    path("lanh-dao/ky-so", views_signing.page, name="signing"),
    path("lanh-dao/ky-so/ky", views_signing.sign, name="sign"),
    path("lanh-dao/ky-so/<int:pk>.pdf", views_signing.paper, name="signing-paper"),
    path("lanh-dao/ky-so/<int:pk>/rut", views_signing.withdraw, name="signing-withdraw"),
    *urls_conduct.urlpatterns,
    *urls_scores.urlpatterns,
    *urls_ratings.urlpatterns,
    *urls_rollout.urlpatterns,
]
