"""Addresses of the leader's door."""

from django.urls import path

from thanthien.doors.leader import views

app_name = "leader"
urlpatterns = [
    path("lanh-dao/", views.day, name="today"),
    path("lanh-dao/ho-so", views.dossiers, name="dossiers"),
    path("lanh-dao/quay", views.counters, name="counters"),
    path("lanh-dao/so", views.figures, name="figures"),
]
