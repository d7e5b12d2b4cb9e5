"""Addresses of the public contacts, under `/quan-tri/`."""

from django.urls import path

from thanthien.doors.admin.contacts import views, views_days

urlpatterns = [
    path("lien-he", views.listed, name="contacts"),
    path("lien-he/them", views.add, name="contact-add"),
    path("lien-he/<int:pk>", views.edit, name="contact"),
    path("lien-he/<int:pk>/an-so", views.hide_phone, name="contact-hide-phone"),
    path("lien-he/<int:pk>/bo", views.unlist, name="contact-unlist"),
    path("lien-he/<int:pk>/co-lai", views.relist, name="contact-relist"),
    path("lien-he/<int:pk>/buoi-tiep", views_days.add, name="reception-add"),
    path("lien-he/buoi-tiep/<int:pk>/thoi", views_days.end, name="reception-end"),
    path("lien-he/buoi-tiep/<int:pk>/giu", views_days.resume, name="reception-resume"),
]
