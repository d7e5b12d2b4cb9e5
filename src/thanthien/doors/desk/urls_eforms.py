"""Addresses of the declarations at the desk."""

from django.urls import path

from thanthien.doors.desk import views_eforms

urlpatterns = [
    path("to-khai/", views_eforms.page, name="eforms"),
    path("to-khai/moi", views_eforms.begin, name="eform-begin"),
    path("to-khai/o-nha", views_eforms.from_home, name="eform-from-home"),
    path("to-khai/<int:pk>/", views_eforms.one, name="eform"),
    path("to-khai/<int:pk>/luu", views_eforms.save, name="eform-save"),
    path("to-khai/<int:pk>/xem", views_eforms.read, name="eform-read"),
    path("to-khai/<int:pk>/to-khai.pdf", views_eforms.paper, name="eform-paper"),
    path("to-khai/<int:pk>/sua", views_eforms.reopen, name="eform-reopen"),
    path("to-khai/<int:pk>/gan", views_eforms.attach, name="eform-attach"),
    path("to-khai/<int:pk>/bo", views_eforms.drop, name="eform-drop"),
    path("to-khai/<int:pk>/lay-lai", views_eforms.restore, name="eform-restore"),
]
