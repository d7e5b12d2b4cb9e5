"""Addresses of the catalogue; they stand in the administration's name space."""

from django.urls import path

from thanthien.doors.admin.catalogue import (
    views_fees,
    views_files,
    views_list,
    views_own,
    views_procedure,
    views_sheets,
    views_version,
)

urlpatterns = [
    path("thu-tuc/", views_list.listed, name="catalogue"),
    path("thu-tuc/con-thieu/", views_list.lacking, name="holes"),
    path("thu-tuc/xuat/<str:kind>", views_files.taken_out, name="catalogue-file"),
    path("thu-tuc/nap", views_files.take_in, name="catalogue-import"),
    path("thu-tuc/nap/<str:digest>", views_files.apply, name="catalogue-apply"),
    path("thu-tuc/lan-sua/<int:change>/lay-lai", views_version.take_back, name="catalogue-undo"),
    path("thu-tuc/niem-yet/", views_sheets.listed, name="sheets"),
    path("thu-tuc/niem-yet/in", views_sheets.printed, name="sheets-print"),
    path("thu-tuc/niem-yet/da-thay", views_sheets.replaced, name="sheets-replaced"),
    path("thu-tuc/niem-yet/con-treo/<str:rows>", views_sheets.still_hanging, name="sheets-undo"),
    path("thu-tuc/<str:code>/", views_procedure.shown, name="procedure"),
    path("thu-tuc/<str:code>/giay/<int:order>", views_procedure.complete, name="procedure-paper"),
    path("thu-tuc/<str:code>/ban-moi", views_version.new, name="procedure-version"),
    path("thu-tuc/<str:code>/thoi-han", views_version.term, name="procedure-term"),
    path("thu-tuc/<str:code>/rieng", views_own.decide, name="procedure-own"),
    path("thu-tuc/<str:code>/rieng/<int:pk>", views_own.change, name="procedure-own-change"),
    path("thu-tuc/<str:code>/rieng/<int:pk>/thoi", views_own.end, name="procedure-own-end"),
    path("thu-tuc/<str:code>/phi", views_fees.add, name="procedure-fee"),
    path("thu-tuc/<str:code>/phi/<int:pk>/bo", views_fees.remove, name="procedure-fee-remove"),
]
