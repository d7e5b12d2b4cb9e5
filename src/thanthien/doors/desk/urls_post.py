"""Addresses of the public post at the desk."""

from django.urls import path

from thanthien.doors.desk import views_post

urlpatterns = [
    path("buu-chinh/", views_post.page, name="post"),
    path("buu-chinh/giao", views_post.hand_to_postman, name="post-hand"),
    path("buu-chinh/den", views_post.take_in, name="post-in"),
    path("buu-chinh/danh-sach", views_post.day_list, name="post-day"),
    path("buu-chinh/ho-so/<int:pk>", views_post.prepare, name="post-prepare"),
    path("buu-chinh/<int:pk>/den-tay", views_post.deliver, name="post-deliver"),
    path("buu-chinh/<int:pk>/tra-ve", views_post.come_back, name="post-back"),
    path("buu-chinh/<int:pk>/mo-lai", views_post.reopen, name="post-reopen"),
    path("buu-chinh/<int:pk>/rut", views_post.withdraw, name="post-withdraw"),
    path("buu-chinh/<int:pk>/co-lai", views_post.restore, name="post-restore"),
]
