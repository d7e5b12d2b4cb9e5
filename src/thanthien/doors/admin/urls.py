"""Addresses of the administration. A part that is there is included; the navigation shows what resolves."""

from importlib.util import find_spec

from django.urls import include, path

from thanthien.doors.admin import views_home

PARTS = ("catalogue", "time")


def _parts() -> list:
    """The addresses of the parts with a package of their own (catalogue; hours, calendar, voice and scenery)."""
    names = [f"thanthien.doors.admin.{part}" for part in PARTS]
    return [path("quan-tri/", include(f"{name}.urls")) for name in names if find_spec(name) and find_spec(f"{name}.urls")]


app_name = "admin"
urlpatterns = [
    path("quan-tri/", views_home.home, name="home"),
    *_parts(),
]
