"""Addresses of the opinions of other bodies."""

from django.urls import path

from thanthien.doors.desk import views_opinions

urlpatterns = [
    path("ho-so/<int:pk>/y-kien", views_opinions.of_dossier, name="opinions"),
    path("ho-so/<int:pk>/y-kien/<int:one>", views_opinions.act, name="opinion-act"),
    path("y-kien/", views_opinions.asked, name="asked"),
    path("y-kien/<int:pk>/", views_opinions.asked_one, name="asked-one"),
]
