"""Addresses of hours, calendar, voice and scenery, under /quan-tri/ (and in the namespace of the administration)."""

from django.urls import path

from thanthien.doors.admin.hall import views_scenery, views_voice
from thanthien.doors.admin.time import views_calendar, views_hours, views_replay

urlpatterns = [
    path("gio-lam-viec", views_hours.hours, name="hours"),
    path("gio-lam-viec/bo", views_hours.end, name="hours-end"),
    path("gio-lam-viec/hoan-tac", views_hours.take_back, name="hours-undo"),
    path("lich", views_calendar.calendar, name="calendar"),
    path("lich/ngay", views_calendar.set_day, name="calendar-day"),
    path("lich/ngay/bo", views_calendar.clear_day, name="calendar-clear"),
    path("lich/ngay/hoan-tac", views_calendar.undo_day, name="calendar-undo-day"),
    path("lich/nap", views_calendar.open_year, name="calendar-open"),
    path("lich/xac-nhan", views_calendar.confirm_year, name="calendar-confirm"),
    path("lich/xac-nhan/hoan-tac", views_calendar.undo_year, name="calendar-undo-year"),
    path("lich/hen-lech", views_replay.replay, name="calendar-replay"),
    path("lich/hen-lech/quyet", views_replay.begin, name="recount-begin"),
    path("lich/hen-lech/<int:pk>/tiep", views_replay.go_on, name="recount-go-on"),
    path("lich/hen-lech/<int:pk>/hoan-tac", views_replay.take_back, name="recount-undo"),
    path("canh", views_scenery.page, name="scenery"),
    path("canh/chon", views_scenery.choose, name="scenery-choose"),
    path("canh/hoan-tac", views_scenery.take_back, name="scenery-undo"),
    path("giong-noi", views_voice.page, name="voice"),
    path("giong-noi/manifest.json", views_voice.trial, name="voice-trial"),
    path("giong-noi/dung", views_voice.switch, name="voice-switch"),
    path("giong-noi/hoan-tac", views_voice.take_back, name="voice-undo"),
    path("giong-noi/thu/<str:name>", views_voice.record, name="voice-record"),
    path("giong-noi/bo/<str:name>", views_voice.drop, name="voice-drop"),
]
