"""Addresses of the administration. A part that is there is included; the navigation shows what resolves."""

from importlib.util import find_spec

from django.urls import include, path

from thanthien.doors.admin import (
    views_account,
    views_connections,
    views_counters,
    views_devices,
    views_government,
    views_home,
    views_import,
    views_merge,
    views_office,
    views_open,
    views_people,
    views_person,
    views_services,
    views_start,
    views_units,
)

PARTS = ("catalogue", "process", "time", "messaging", "booking", "contacts", "webhooks", "programmes", "national")


def _parts() -> list:
    """The addresses of the parts with a package of their own (catalogue; hours, calendar, voice and scenery)."""
    names = [f"thanthien.doors.admin.{part}" for part in PARTS]
    return [path("quan-tri/", include(f"{name}.urls")) for name in names if find_spec(name) and find_spec(f"{name}.urls")]


app_name = "admin"
urlpatterns = [
    path("bat-dau", views_start.start, name="start"),
    path("bat-dau/xa", views_start.commune, name="start-commune"),
    path("bat-dau/xa/<str:code>", views_start.office, name="start-office"),
    path("bat-dau/quan-tri", views_start.administrator, name="start-admin"),
    path("quan-tri/", views_home.home, name="home"),
    path("quan-tri/tai-khoan-thu", views_account.account, name="account"),
    path("quan-tri/mot-cua", views_office.office, name="office"),
    path("quan-tri/don-vi", views_units.listed, name="units"),
    path("quan-tri/don-vi/them", views_units.add, name="unit-add"),
    path("quan-tri/don-vi/sap-nhap", views_merge.merge, name="unit-merge"),
    path("quan-tri/don-vi/hanh-chinh-moi", views_government.add, name="unit-government"),
    path("quan-tri/don-vi/mo-xa", views_open.find, name="commune-find"),
    path("quan-tri/don-vi/mo-xa/<str:code>", views_open.open_commune, name="commune-open"),
    path("quan-tri/don-vi/<str:code>/mo-tru-so", views_open.open_police, name="police-open"),
    path("quan-tri/don-vi/<str:code>", views_units.edit, name="unit"),
    path("quan-tri/can-bo", views_people.listed, name="people"),
    path("quan-tri/can-bo/them", views_people.add, name="person-add"),
    path("quan-tri/can-bo/nap", views_import.take_in, name="people-import"),
    path("quan-tri/can-bo/vai-tro/<int:pk>/thoi", views_person.end_role, name="role-end"),
    path("quan-tri/can-bo/vai-tro/giao-lai", views_person.role_again, name="role-again"),
    path("quan-tri/can-bo/uy-quyen/<int:pk>/thu-hoi", views_person.withdraw, name="delegation-withdraw"),
    path("quan-tri/can-bo/uy-quyen/co-lai", views_person.delegation_again, name="delegation-again"),
    path("quan-tri/can-bo/<str:login>", views_person.person, name="person"),
    path("quan-tri/can-bo/<str:login>/mat-khau", views_people.one_time, name="person-password"),
    path("quan-tri/can-bo/<str:login>/nghi", views_people.leave, name="person-leave"),
    path("quan-tri/can-bo/<str:login>/lam-lai", views_people.come_back, name="person-back"),
    path("quan-tri/quay", views_counters.listed, name="counters"),
    path("quan-tri/quay/them", views_counters.edit, name="counter-add"),
    path("quan-tri/quay/<int:pk>", views_counters.edit, name="counter"),
    path("quan-tri/quay/<int:pk>/bo", views_counters.remove, name="counter-remove"),
    path("quan-tri/quay/<int:pk>/co-lai", views_counters.restore, name="counter-restore"),
    path("quan-tri/viec-o-sanh", views_services.listed, name="services"),
    path("quan-tri/viec-o-sanh/thuong-co", views_services.add_usual, name="services-usual"),
    path("quan-tri/viec-o-sanh/them", views_services.edit, name="service-add"),
    path("quan-tri/viec-o-sanh/<int:pk>", views_services.edit, name="service"),
    path("quan-tri/viec-o-sanh/<int:pk>/bo", views_services.withdraw, name="service-withdraw"),
    path("quan-tri/viec-o-sanh/<int:pk>/co-lai", views_services.restore, name="service-restore"),
    path("quan-tri/ket-noi", views_connections.listed, name="connections"),
    path("quan-tri/ket-noi/them", views_connections.add, name="connection-add"),
    path("quan-tri/ket-noi/<int:pk>/thu-hoi", views_connections.shut_out, name="connection-revoke"),
    path("quan-tri/ket-noi/<int:pk>/hoan-tac", views_connections.again, name="connection-again"),
    path("quan-tri/thiet-bi", views_devices.listed, name="devices"),
    path("quan-tri/thiet-bi/them", views_devices.add, name="device-add"),
    path("quan-tri/thiet-bi/co-lai", views_devices.again, name="device-again"),
    path("quan-tri/thiet-bi/<uuid:pk>", views_devices.edit, name="device"),
    path("quan-tri/thiet-bi/<uuid:pk>/ma", views_devices.code, name="device-code"),
    path("quan-tri/thiet-bi/<uuid:pk>/cho", views_devices.waiting, name="device-waiting"),
    path("quan-tri/thiet-bi/<uuid:pk>/thu-hoi", views_devices.shut_out, name="device-revoke"),
    path("quan-tri/thiet-bi/<uuid:pk>/bo", views_devices.remove, name="device-remove"),
    *_parts(),
]
