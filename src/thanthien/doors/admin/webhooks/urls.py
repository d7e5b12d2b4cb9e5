"""Addresses of receivers, under `/quan-tri/ket-noi/noi-nhan`."""

from django.urls import path

from thanthien.doors.admin.webhooks import acts, views

HERE = "ket-noi/noi-nhan"
urlpatterns = [
    path(HERE, views.listed, name="webhooks"),
    path(f"{HERE}/them", views.add, name="webhook-add"),
    path(f"{HERE}/<int:pk>", views.one, name="webhook"),
    path(f"{HERE}/<int:pk>/sua", views.edit, name="webhook-edit"),
    path(f"{HERE}/<int:pk>/thu", acts.try_it, name="webhook-test"),
    path(f"{HERE}/<int:pk>/doi-khoa", acts.rotate, name="webhook-rotate"),
    path(f"{HERE}/<int:pk>/khoa-cu", acts.rotate_back, name="webhook-rotate-back"),
    path(f"{HERE}/<int:pk>/tat", acts.switch_off, name="webhook-off"),
    path(f"{HERE}/<int:pk>/bat", acts.switch_on, name="webhook-on"),
    path(f"{HERE}/<int:pk>/bo", acts.remove, name="webhook-remove"),
    path(f"{HERE}/<int:pk>/co-lai", acts.restore, name="webhook-restore"),
    path(f"{HERE}/<int:pk>/gui-lai/<int:notice>", acts.again, name="webhook-again"),
]
