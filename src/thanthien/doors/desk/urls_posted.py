"""Addresses of the posted office at the desk: public items, news, the roster, the reception room."""

from django.urls import path

from thanthien.doors.desk import views_duty, views_news, views_public, views_room

urlpatterns = [
    path("niem-yet/", views_public.page, name="public"),
    path("niem-yet/moi", views_public.add, name="public-add"),
    path("niem-yet/<int:pk>/", views_public.one, name="public-one"),
    path("niem-yet/<int:pk>/sua", views_public.change, name="public-change"),
    path("niem-yet/<int:pk>/dang", views_public.post, name="public-post"),
    path("niem-yet/<int:pk>/to-dan.pdf", views_public.sheet, name="public-sheet"),
    path("niem-yet/<int:pk>/<slug:turn>", views_public.turn, name="public-turn"),
    path("niem-yet/lan-dang/<int:pk>/<slug:turn>", views_public.run, name="public-run"),
    path("niem-yet/tep/<int:pk>", views_public.file, name="posted-file"),
    path("niem-yet/tep/<int:pk>/<slug:turn>", views_public.file_turn, name="posted-file-turn"),
    path("tin-cua-xa/", views_news.page, name="news"),
    path("tin-cua-xa/moi", views_news.add, name="news-add"),
    path("tin-cua-xa/<int:pk>/", views_news.one, name="news-one"),
    path("tin-cua-xa/<int:pk>/chia-se", views_news.share, name="news-share"),
    path("tin-cua-xa/<int:pk>/anh.png", views_news.picture, name="news-picture"),
    path("tin-cua-xa/<int:pk>/<slug:turn>", views_news.turn, name="news-turn"),
    path("lich-truc-xa/", views_duty.page, name="duty"),
    path("lich-truc-xa/them", views_duty.add, name="duty-add"),
    path("lich-truc-xa/chep", views_duty.copy, name="duty-copy"),
    path("lich-truc-xa/to-<slug:size>.pdf", views_duty.sheet, name="duty-sheet"),
    path("lich-truc-xa/<int:pk>/<slug:turn>", views_duty.turn, name="duty-turn"),
    path("phong-tiep-dan/", views_room.page, name="room"),
    path("phong-tiep-dan/<slug:code>", views_room.look, name="room-look"),
    path("phong-tiep-dan/viec/<int:pk>/<slug:turn>", views_room.turn, name="room-finding"),
]
