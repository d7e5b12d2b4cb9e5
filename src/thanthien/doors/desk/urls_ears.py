"""Addresses of visits to families, of what hamlets say and of proposals at the desk."""

from django.urls import path

from thanthien.doors.desk import views_families, views_proposals, views_voices

urlpatterns = [
    path("tham-gia-dinh/", views_families.page, name="families"),
    path("tham-gia-dinh/moi", views_families.make, name="family-new"),
    path("tham-gia-dinh/<int:pk>/", views_families.one, name="family"),
    path("tham-gia-dinh/<int:pk>/<slug:what>", views_families.turn, name="family-turn"),
    path("nghe-dan/", views_voices.page, name="voices"),
    path("nghe-dan/ghi", views_voices.note, name="voice-note"),
    path("nghe-dan/so-lieu", views_voices.figures, name="voices-month"),
    path("nghe-dan/can-cu/<slug:so>/", views_voices.behind, name="voices-behind"),
    path("nghe-dan/de-xuat/", views_proposals.page, name="proposals"),
    path("nghe-dan/de-xuat/<int:pk>/", views_proposals.one, name="proposal"),
    path("nghe-dan/de-xuat/<int:pk>/<slug:what>", views_proposals.turn, name="proposal-turn"),
    path("nghe-dan/<int:pk>/", views_voices.one, name="voice"),
    path("nghe-dan/<int:pk>/<slug:what>", views_voices.turn, name="voice-turn"),
]
