"""Addresses of the book of people received."""

from django.urls import path

from thanthien.doors.desk import views_received

urlpatterns = [
    path("so-tiep-dan/", views_received.page, name="received"),
    path("so-tiep-dan/in", views_received.paper, name="received-paper"),
    path("so-tiep-dan/<int:pk>/", views_received.one, name="received-one"),
    path("so-tiep-dan/<int:pk>/ket-qua", views_received.result, name="received-result"),
    path("so-tiep-dan/<int:pk>/gach", views_received.annul, name="received-annul"),
    path("so-tiep-dan/<int:pk>/lay-lai", views_received.reinstate, name="received-reinstate"),
]
