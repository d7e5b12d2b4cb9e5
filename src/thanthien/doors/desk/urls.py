"""Addresses of the desk."""

from django.urls import path

from thanthien.doors.desk import views_counter, views_dossier, views_find, views_reception, views_results, views_work

app_name = "desk"
urlpatterns = [
    path("quay/", views_counter.counter, name="counter"),
    path("quay/mo", views_counter.open_counter, name="open"),
    path("quay/ban", views_counter.board, name="board"),
    path("quay/hang-cho", views_counter.line, name="line"),
    path("quay/goi", views_counter.call_next, name="call-next"),
    path("quay/goi/<int:pk>", views_counter.call_one, name="call-one"),
    path("quay/rut-goi", views_counter.undo_call, name="undo-call"),
    path("quay/goi-lai", views_counter.recall, name="recall"),
    path("quay/vang", views_counter.absent, name="absent"),
    path("quay/tro-lai/<int:pk>", views_counter.come_back, name="come-back"),
    path("quay/chuyen", views_counter.transfer, name="transfer"),
    path("quay/tam-nghi", views_counter.pause, name="pause"),
    path("quay/tiep-tuc", views_counter.resume, name="resume"),
    path("quay/roi", views_counter.leave, name="leave"),
    path("quay/quet", views_reception.scan, name="scan"),
    path("quay/thu-tuc", views_reception.find_procedure, name="find-procedure"),
    path("quay/viec", views_reception.choose, name="choose"),
    path("quay/nhap", views_reception.save_draft, name="draft"),
    path("quay/nhan", views_reception.receive, name="receive"),
    path("quay/tu-choi", views_reception.refuse, name="refuse"),
    path("quay/huy/<int:pk>", views_reception.take_back, name="take-back"),
    path("tra-ket-qua/", views_results.page, name="results"),
    path("tra-ket-qua/danh-sach", views_results.listed, name="results-list"),
    path("tra-ket-qua/quet", views_results.scan, name="results-scan"),
    path("tra-ket-qua/mo/<int:pk>", views_results.show, name="results-show"),
    path("tra-ket-qua/trao/<int:pk>", views_results.hand_over, name="hand-over"),
    path("viec/", views_work.mine, name="work"),
    path("viec/danh-sach", views_work.listed, name="work-list"),
    path("viec/nhan", views_work.take, name="work-take"),
    path("viec/xong", views_work.complete, name="work-done"),
    path("viec/<int:pk>", views_work.side, name="work-side"),
    path("ho-so/tim", views_find.find, name="find"),
    path("ho-so/<int:pk>/", views_dossier.page, name="dossier"),
    path("ho-so/<int:pk>/phan", views_dossier.part, name="dossier-part"),
    path("ho-so/<int:pk>/mau-01.pdf", views_dossier.form01, name="form01"),
    path("ho-so/<int:pk>/nhan-viec", views_dossier.take, name="take"),
    path("ho-so/<int:pk>/xong", views_dossier.complete, name="complete"),
    path("ho-so/<int:pk>/co-ket-qua", views_dossier.finish, name="finish"),
    path("ho-so/<int:pk>/tra-lai", views_dossier.send_back, name="send-back"),
]
