"""Addresses of messages to people, under /quan-tri/ (and in the namespace of the administration)."""

from django.urls import path

from thanthien.doors.admin.messaging import views_settings, views_texts, views_troubles

urlpatterns = [
    path("tin-nhan", views_settings.page, name="messaging"),
    path("tin-nhan/thu", views_settings.test_mail, name="messaging-test"),
    path("tin-nhan/loi", views_troubles.page, name="messaging-troubles"),
    path("tin-nhan/gui-lai/<int:pk>", views_troubles.again, name="messaging-again"),
    path("tin-nhan/loi-nhan/<str:event>", views_texts.page, name="messaging-text"),
    path("tin-nhan/loi-nhan/<str:event>/xem", views_texts.preview, name="messaging-preview"),
    path("tin-nhan/loi-nhan/<str:event>/dung/<int:pk>", views_texts.use, name="messaging-use"),
]
