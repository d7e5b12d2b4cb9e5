"""Addresses of the bookings at the desk."""

from django.urls import path

from thanthien.doors.desk import views_bookings

urlpatterns = [
    path("dat-lich/", views_bookings.page, name="bookings"),
    path("dat-lich/den", views_bookings.arrive_by_number, name="booking-arrive-number"),
    path("dat-lich/moi", views_bookings.make, name="booking-new"),
    path("dat-lich/<int:pk>/", views_bookings.one, name="booking"),
    path("dat-lich/<int:pk>/den", views_bookings.arrive, name="booking-arrive"),
    path("dat-lich/<int:pk>/doi", views_bookings.move, name="booking-move"),
    path("dat-lich/<int:pk>/huy", views_bookings.cancel, name="booking-cancel"),
]
