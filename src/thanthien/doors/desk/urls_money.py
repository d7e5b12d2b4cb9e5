"""Addresses of the money at the desk."""

from django.urls import path

from thanthien.doors.desk import views_statement

urlpatterns = [
    path("thu/sao-ke/", views_statement.page, name="statements"),
    path("thu/sao-ke/nap", views_statement.take_in, name="statement-file"),
    path("thu/sao-ke/khong-phai", views_statement.aside, name="statement-aside"),
    path("thu/sao-ke/dong/<int:pk>/ghi", views_statement.settle, name="statement-settle"),
    path("thu/sao-ke/dong/<int:pk>/lai", views_statement.reopen, name="statement-reopen"),
    path("thu/sao-ke/lan/<int:pk>/lay-lai", views_statement.undo, name="statement-undo"),
]
