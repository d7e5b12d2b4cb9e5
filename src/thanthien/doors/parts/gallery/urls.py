"""Addresses of the component gallery."""

from django.urls import path

from thanthien.doors.parts.gallery import views

urlpatterns = [
    path("bo-phan", views.staff, name="gallery"),
    path("bo-phan/nguoi-dan", views.citizens, name="gallery-citizens"),
]
