"""Addresses of what is received for other communes, and by others for this one."""

from django.urls import path

from thanthien.doors.desk import views_at_counter_elsewhere, views_elsewhere

urlpatterns = [
    path("quay/noi-giai-quyet", views_at_counter_elsewhere.where, name="where"),
    path("quay/noi-khac/<int:pk>/huy", views_at_counter_elsewhere.take_back, name="elsewhere-undo"),
    path("noi-khac/", views_elsewhere.listed, name="elsewhere"),
    path("noi-khac/<int:pk>/", views_elsewhere.page, name="elsewhere-one"),
    path("noi-khac/<int:pk>/lam", views_elsewhere.act, name="elsewhere-act"),
    path("noi-khac/<int:pk>/mau-01.pdf", views_elsewhere.form01, name="elsewhere-form01"),
]
