"""Addresses of one's own points at the desk."""

from django.urls import path

from thanthien.doors.desk import views_scores

urlpatterns = [
    path("diem-cua-toi/", views_scores.page, name="scores"),
    path("diem-cua-toi/thang/<slug:month>/<slug:so>/", views_scores.month, name="score-month"),
    path("diem-cua-toi/tra-loi", views_scores.answer, name="score-answer"),
]
