"""Addresses of the leader's pages of ratings."""

from django.urls import path

from thanthien.doors.leader import views_ratings as views

urlpatterns = [
    path("lanh-dao/danh-gia/", views.page, name="ratings"),
    path("lanh-dao/danh-gia/so-lieu", views.figures, name="opinions"),
    path("lanh-dao/danh-gia/<int:pk>/", views.one, name="rating"),
    path("lanh-dao/danh-gia/<int:pk>/giao", views.give, name="rating-give"),
    path("lanh-dao/danh-gia/<int:pk>/viec", views.step, name="rating-step"),
    path("lanh-dao/danh-gia/viec/<int:pk>/bo", views.step_back, name="rating-step-back"),
    path("lanh-dao/danh-gia/<int:pk>/khep", views.close, name="rating-close"),
    path("lanh-dao/danh-gia/<int:pk>/mo-lai", views.reopen, name="rating-reopen"),
]
