"""Addresses of the demonstration; they answer 404 unless this installation is one."""

from django.urls import path

from thanthien.doors.demo import views

urlpatterns = [
    path("demo", views.landing, name="demo"),
    path("demo/vao/<str:login>", views.enter, name="demo-enter"),
    path("demo/thiet-bi/<str:code>", views.device, name="demo-device"),
    path("demo/nhip", views.pace, name="demo-pace"),
]
