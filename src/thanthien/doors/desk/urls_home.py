"""Addresses of home service at the desk."""

from django.urls import path

from thanthien.doors.desk import views_home

urlpatterns = [
    path("tai-nha/", views_home.page, name="home"),
    path("tai-nha/moi", views_home.make, name="home-new"),
    path("tai-nha/hom-nay", views_home.day, name="home-day"),
    path("tai-nha/tuyen", views_home.round_list, name="home-round"),
    path("tai-nha/doi-tuong", views_home.entitled, name="home-set"),
    path("tai-nha/<int:pk>/", views_home.one, name="home-one"),
    path("tai-nha/<int:pk>/<slug:what>", views_home.turn, name="home-turn"),
]
