"""Addresses of the processes; they stand in the administration's name space."""

from django.urls import path

from thanthien.doors.admin.process import views

urlpatterns = [
    path("quy-trinh/", views.listed, name="processes"),
    path("quy-trinh/nap", views.take_in, name="process-import"),
    path("quy-trinh/mau", views.sample, name="process-sample"),
    path("quy-trinh/<str:code>/<int:version>.yaml", views.taken_out, name="process-file"),
    path("quy-trinh/<str:code>/<int:version>/dung-lai", views.again, name="process-again"),
    path("quy-trinh/<str:code>/thoi", views.end, name="process-end"),
]
