"""Addresses of the leader's pages of conduct."""

from django.urls import path

from thanthien.doors.leader import (
    views_behind,
    views_conduct,
    views_conduct_people,
    views_conduct_steps,
    views_conduct_visits,
    views_pledges,
    views_record,
)

urlpatterns = [
    path("lanh-dao/ung-xu/", views_conduct.page, name="conduct"),
    path("lanh-dao/ung-xu/soan", views_conduct.write, name="conduct-write"),
    path("lanh-dao/ung-xu/<int:pk>/xem-lai", views_conduct.keep, name="conduct-keep"),
    path("lanh-dao/ung-xu/<int:pk>/rut", views_conduct.recall, name="conduct-recall"),
    path("lanh-dao/ung-xu/<int:pk>/to-<slug:size>.pdf", views_conduct.sheet, name="conduct-sheet"),
    path("lanh-dao/ung-xu/cam-ket/", views_pledges.page, name="pledges"),
    path("lanh-dao/ung-xu/cam-ket/chon", views_pledges.choose, name="pledge-choose"),
    path("lanh-dao/ung-xu/cam-ket/them", views_pledges.add, name="pledge-add"),
    path("lanh-dao/ung-xu/cam-ket/<int:pk>/thoi", views_pledges.drop, name="pledge-drop"),
    path("lanh-dao/ung-xu/cam-ket/<int:pk>/dung-lai", views_pledges.restore, name="pledge-restore"),
    path("lanh-dao/ung-xu/cam-ket/<int:pk>/to-<slug:size>.pdf", views_pledges.sheet, name="pledge-sheet"),
    path("lanh-dao/ung-xu/can-bo/", views_conduct_people.page, name="conduct-people"),
    path("lanh-dao/ung-xu/can-bo/<str:login>/", views_conduct_people.person, name="conduct-person"),
    path("lanh-dao/ung-xu/can-bo/<str:login>/nhan-xet", views_conduct_people.remark, name="conduct-remark"),
    path("lanh-dao/ung-xu/can-bo/<str:login>/ghi", views_conduct_people.note, name="conduct-note"),
    path("lanh-dao/ung-xu/ghi-nhan/<int:pk>/ket-luan", views_conduct_people.decide, name="conduct-decide"),
    path("lanh-dao/ung-xu/ghi-nhan/<int:pk>/buoc", views_conduct_steps.propose, name="conduct-propose"),
    path("lanh-dao/ung-xu/ghi-nhan/<int:pk>/<slug:turn>", views_conduct_people.turn, name="conduct-record"),
    path("lanh-dao/ung-xu/xu-ly/", views_conduct_steps.page, name="conduct-steps"),
    path("lanh-dao/ung-xu/buoc/<int:pk>/<slug:turn>", views_conduct_steps.turn, name="conduct-step"),
    path("lanh-dao/ung-xu/neu-guong/", views_record.page, name="records"),
    path("lanh-dao/ung-xu/neu-guong/buoi", views_record.note_day, name="record-day"),
    path("lanh-dao/ung-xu/neu-guong/buoi/<int:pk>/rut", views_record.withdraw_day, name="record-day-undo"),
    path("lanh-dao/ung-xu/neu-guong/hua", views_record.promise, name="record-promise"),
    path("lanh-dao/ung-xu/neu-guong/hua/<int:pk>/<slug:turn>", views_record.turn, name="record-turn"),
    path("lanh-dao/ung-xu/neu-guong/cua/<str:login>/", views_record.one, name="record"),
    path("lanh-dao/ung-xu/neu-guong/cua/<str:login>/can-cu/<slug:so>/", views_behind.record, name="record-behind"),
    path("lanh-dao/ung-xu/buoi-kiem-tra/<int:pk>/<slug:turn>", views_conduct_visits.visit, name="conduct-visit"),
    path("lanh-dao/ung-xu/anh/<int:pk>.jpg", views_conduct_visits.picture, name="conduct-photo"),
    path("lanh-dao/ung-xu/anh/<int:pk>/<slug:turn>", views_conduct_visits.photo, name="conduct-photo-turn"),
    path("lanh-dao/ung-xu/kiem-tra/", views_conduct_visits.page, name="conduct-visits"),
    path("lanh-dao/ung-xu/kiem-tra/ghi", views_conduct_visits.note, name="conduct-visit-note"),
    path("lanh-dao/ung-xu/kiem-tra/<int:pk>/<slug:turn>", views_conduct_visits.turn, name="conduct-finding"),
]
