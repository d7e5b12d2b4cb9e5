"""Addresses of what citizens handed in online."""

from django.urls import path

from thanthien.doors.desk import views_online

urlpatterns = [
    path("nop-qua-mang/", views_online.page, name="online"),
    path("nop-qua-mang/tep", views_online.upload, name="online-file"),
    path("nop-qua-mang/<int:pk>/", views_online.one, name="online-one"),
    path("nop-qua-mang/<int:pk>/nhan", views_online.accept, name="online-accept"),
    path("nop-qua-mang/<int:pk>/bo-sung", views_online.ask, name="online-ask"),
    path("nop-qua-mang/<int:pk>/rut-bo-sung", views_online.withdraw_ask, name="online-withdraw-ask"),
    path("nop-qua-mang/<int:pk>/tu-choi", views_online.refuse, name="online-refuse"),
    path("nop-qua-mang/<int:pk>/rut", views_online.withdraw, name="online-withdraw"),
    path("nop-qua-mang/<int:pk>/khong-rut", views_online.drop_wish, name="online-drop-wish"),
    path("nop-qua-mang/<int:pk>/van-rut", views_online.restore_wish, name="online-restore-wish"),
    path("nop-qua-mang/<int:pk>/thu-lai", views_online.retry, name="online-retry"),
    path("nop-qua-mang/<int:pk>/bo", views_online.dismiss, name="online-dismiss"),
    path("nop-qua-mang/<int:pk>/lay-lai", views_online.restore, name="online-restore"),
]
