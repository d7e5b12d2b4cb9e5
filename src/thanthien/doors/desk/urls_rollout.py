"""Addresses of one's own campaigns and registrations at the desk."""

from django.urls import path

from thanthien.doors.desk import views_rollout

urlpatterns = [
    path("thi-dua-cua-toi/", views_rollout.page, name="my-rollout"),
    path("thi-dua-cua-toi/dang-ky", views_rollout.write, name="my-learning"),
    path("thi-dua-cua-toi/<int:pk>/tham-gia", views_rollout.join, name="my-join"),
    path("thi-dua-cua-toi/<int:pk>/tien-do", views_rollout.progress, name="my-progress"),
    path("thi-dua-cua-toi/thoi/<int:pk>", views_rollout.leave, name="my-leave"),
    path("thi-dua-cua-toi/tien-do/<int:pk>/<slug:turn>", views_rollout.turn, name="my-progress-turn"),
]
