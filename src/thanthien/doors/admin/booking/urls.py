"""Addresses of the quota."""

from django.urls import path

from thanthien.doors.admin.booking import views

urlpatterns = [
    path("dat-hen", views.page, name="bookings"),
    path("dat-hen/<int:pk>/rut", views.undo, name="bookings-undo"),
]
