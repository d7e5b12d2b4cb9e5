"""Addresses of surveys: forms, rounds, slips, paper answers."""

from django.urls import path

from thanthien.doors.desk import views_surveys as views
from thanthien.doors.desk import views_surveys_forms as forms

urlpatterns = [
    path("khao-sat/", views.page, name="surveys"),
    path("khao-sat/mo", views.begin, name="survey-open"),
    path("khao-sat/<int:pk>/", views.one, name="survey"),
    path("khao-sat/<int:pk>/can-cu/<slug:so>/", views.behind, name="survey-behind"),
    path("khao-sat/<int:pk>/dot/<slug:turn>", views.turn, name="survey-turn"),
    path("khao-sat/<int:pk>/ma", views.issue, name="survey-issue"),
    path("khao-sat/<int:pk>/to-ma", views.slips, name="survey-slips"),
    path("khao-sat/<int:pk>/nhap", views.type_in, name="survey-type"),
    path("khao-sat/tra-loi/<int:pk>/bo", views.annul, name="survey-annul"),
    path("khao-sat/mau/moi", forms.new, name="survey-form-new"),
    path("khao-sat/mau/<int:pk>", forms.edit, name="survey-form"),
    path("khao-sat/mau/<int:pk>/<slug:turn>", forms.turn, name="survey-form-turn"),
]
