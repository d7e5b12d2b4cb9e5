"""Addresses of the administration. A part that is there is included; the navigation shows what resolves."""

from importlib.util import find_spec

from django.urls import include, path

from thanthien.doors.admin import views_home, views_start

PARTS = ("catalogue", "time")


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
    *_parts(),
]
