"""Addresses of the national portal, under `/quan-tri/cong-quoc-gia`."""

from django.urls import path

from thanthien.doors.admin.national import views

urlpatterns = [
    path("cong-quoc-gia", views.page, name="national"),
    path("cong-quoc-gia/<int:pk>/gui-lai", views.resend, name="national-resend"),
    path("cong-quoc-gia/gui-lai-het", views.resend_all, name="national-resend-all"),
]
