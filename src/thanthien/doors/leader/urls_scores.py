"""Addresses of the leader's pages of points."""

from django.urls import path

from thanthien.doors.leader import views_scores

urlpatterns = [
    path("lanh-dao/cham-diem/", views_scores.page, name="scores"),
    path("lanh-dao/cham-diem/don-vi/", views_scores.unit, name="score-unit"),
    path("lanh-dao/cham-diem/can-bo/<str:login>/", views_scores.person, name="score-officer"),
    path("lanh-dao/cham-diem/ho-so/<int:pk>/ghi", views_scores.note, name="score-note"),
    path("lanh-dao/cham-diem/ghi/<int:pk>/rut", views_scores.take_back, name="score-take-back"),
    path("lanh-dao/cham-diem/tra-loi/<int:pk>", views_scores.reply, name="score-reply"),
]
