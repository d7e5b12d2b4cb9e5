"""Addresses of campaigns, awards and registrations, for leaders and administrators."""

from django.urls import path

from thanthien.doors.leader import views_awards, views_rollout

urlpatterns = [
    path("thi-dua/", views_rollout.page, name="campaigns"),
    path("thi-dua/phat-dong", views_rollout.call, name="campaign-call"),
    path("thi-dua/hoc-tap/", views_rollout.learning_page, name="learning"),
    path("thi-dua/khen-thuong/", views_awards.page, name="awards"),
    path("thi-dua/khen-thuong/ghi", views_awards.give, name="award-give"),
    path("thi-dua/khen-thuong/<int:pk>/<slug:turn>", views_awards.turn, name="award-turn"),
    path("thi-dua/tham-gia/<int:pk>/thoi", views_rollout.leave, name="campaign-leave"),
    path("thi-dua/tien-do/<int:pk>/<slug:turn>", views_rollout.progress_turn, name="campaign-progress-turn"),
    path("thi-dua/<int:pk>/", views_rollout.one, name="campaign"),
    path("thi-dua/<int:pk>/sua", views_rollout.change, name="campaign-change"),
    path("thi-dua/<int:pk>/tap-the", views_rollout.join, name="campaign-join"),
    path("thi-dua/<int:pk>/tien-do", views_rollout.progress, name="campaign-progress"),
    path("thi-dua/<int:pk>/<slug:turn>", views_rollout.turn, name="campaign-turn"),
]
