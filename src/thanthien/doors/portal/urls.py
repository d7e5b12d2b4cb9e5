"""Addresses of the portal: what a citizen opens at home or from a QR."""

from django.urls import path

from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tra-cuu", views.find, name="track-find"),
    path("t/<str:code>", views.track, name="track"),
    path("t/<str:code>/hen.ics", views.calendar_file, name="track-calendar"),
    path("hang-cho", views.queue_now, name="queue-now"),
    path("hang-cho/<str:unit>", views.queue_now, name="queue-now-unit"),
    path("cham-diem/<str:token>", views.rate, name="rate"),
    path("dang-nhap", anybody("the login itself")(views.Login.as_view()), name="login"),
    path("dang-xuat", views.leave, name="logout"),
]
