"""Addresses of one's own conduct at the desk."""

from django.urls import path

from thanthien.doors.desk import views_conduct

urlpatterns = [
    path("ung-xu-cua-toi/", views_conduct.page, name="conduct"),
    path("ung-xu-cua-toi/ky", views_conduct.sign, name="conduct-sign"),
    path("ung-xu-cua-toi/rut-ky", views_conduct.unsign, name="conduct-unsign"),
    path("ung-xu-cua-toi/ren-luyen", views_conduct.write, name="conduct-part"),
    path("ung-xu-cua-toi/ghi-nhan/<int:pk>/tra-loi", views_conduct.answer, name="conduct-answer"),
    path("ung-xu-cua-toi/buoc/<int:pk>/tra-loi", views_conduct.answer_step, name="conduct-answer-step"),
    path("ung-xu-cua-toi/viec-sua/<int:pk>/<slug:turn>", views_conduct.mend, name="conduct-mend"),
]
