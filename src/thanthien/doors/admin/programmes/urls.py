"""Addresses of special days."""

from django.urls import path

from thanthien.doors.admin.programmes import views

urlpatterns = [
    path("ngay-dac-biet", views.page, name="programmes"),
    path("ngay-dac-biet/<int:pk>/rut", views.withdraw, name="programme-withdraw"),
    path("ngay-dac-biet/<int:pk>/mo-lai", views.restore, name="programme-restore"),
]
