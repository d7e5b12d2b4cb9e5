"""Addresses of the hall."""

from django.urls import path

from thanthien.doors.hall import (
    views_apart,
    views_booked,
    views_device,
    views_display,
    views_kiosk,
    views_phone,
    views_roll,
    views_sought,
    views_tablet,
    views_voice,
)

urlpatterns = [
    path("sanh/thiet-bi", views_device.enrol, name="enrol"),
    path("sanh/phieu-giay", views_roll.roll, name="roll"),
    path("sanh/so-mat-mang", views_apart.pending, name="kiosk-apart"),
    path("sanh/so-mat-mang/<int:pk>", views_apart.settle, name="kiosk-apart-settle"),
    path("anh-can-bo/<str:login>", views_device.officer_photo, name="officer-photo"),
    path("sanh/<str:unit>/lay-so", views_kiosk.home, name="kiosk"),
    path("sanh/<str:unit>/lay-so/cho", views_kiosk.counts, name="kiosk-counts"),
    path("sanh/<str:unit>/lay-so/may.js", views_apart.worker, name="kiosk-worker"),
    path("sanh/<str:unit>/lay-so/du-phong", views_apart.reserve, name="kiosk-reserve"),
    path("sanh/<str:unit>/lay-so/gui", views_apart.tell, name="kiosk-tell"),
    path("sanh/<str:unit>/lay-so/<str:code>", views_kiosk.got, name="kiosk-got"),
    path("sanh/<str:unit>/lay-so/<str:code>/in", views_kiosk.print_again, name="kiosk-print"),
    path("sanh/<str:unit>/co-hen", views_booked.booked, name="kiosk-booked"),
    path("sanh/<str:unit>/xem-ho-so", views_sought.sought, name="kiosk-sought"),
    path("sanh/<str:unit>/man-hinh", views_display.display, name="display"),
    path("sanh/<str:unit>/man-hinh/bang", views_display.board, name="display-board"),
    path("sanh/<str:unit>/man-hinh/vong", views_display.loop, name="display-loop"),
    path("sanh/<str:unit>/cham-diem/<int:number>", views_tablet.tablet, name="tablet"),
    path("sanh/<str:unit>/cham-diem/<int:number>/nay", views_tablet.here, name="tablet-here"),
    path("sanh/<str:unit>/giong/manifest.json", views_voice.manifest, name="hall-voice-manifest"),
    path("sanh/<str:unit>/giong/<str:name>", views_voice.clip, name="hall-voice"),
    path("v/<str:code>", views_phone.ticket, name="phone-ticket"),
    path("v/<str:code>/bo", views_phone.leave, name="phone-leave"),
]
