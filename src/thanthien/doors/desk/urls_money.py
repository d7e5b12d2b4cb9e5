"""Addresses of the money at the desk."""

from django.urls import path

from thanthien.doors.desk import views_money, views_statement

urlpatterns = [
    path("thu/so/", views_money.book, name="fees"),
    path("thu/bien-lai/<int:pk>.pdf", views_money.receipt, name="fee-receipt"),
    path("thu/bien-lai/<int:pk>/", views_money.taken, name="fee-taken"),
    path("thu/bien-lai/<int:pk>/hoan-tra", views_money.ask, name="refund-ask"),
    path("thu/bien-lai/<int:pk>/sua", views_money.fix, name="fee-fix"),
    path("thu/hoan-tra/", views_money.refunds_page, name="refunds"),
    path("thu/hoan-tra/<int:pk>/<slug:turn>", views_money.take_turn, name="refund-turn"),
    path("thu/sao-ke/", views_statement.page, name="statements"),
    path("thu/sao-ke/nap", views_statement.take_in, name="statement-file"),
    path("thu/sao-ke/khong-phai", views_statement.aside, name="statement-aside"),
    path("thu/sao-ke/dong/<int:pk>/ghi", views_statement.settle, name="statement-settle"),
    path("thu/sao-ke/dong/<int:pk>/lai", views_statement.reopen, name="statement-reopen"),
    path("thu/sao-ke/lan/<int:pk>/lay-lai", views_statement.undo, name="statement-undo"),
    path("ho-so/<int:pk>/le-phi/", views_money.fee, name="fee"),
    path("ho-so/<int:pk>/le-phi/mien-giam", views_money.exempt_fee, name="fee-exempt"),
    path("ho-so/<int:pk>/le-phi/bo-mien-giam", views_money.unexempt, name="fee-unexempt"),
]
