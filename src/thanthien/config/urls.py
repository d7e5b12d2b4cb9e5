"""Every address of the office: one include a door."""

from django.urls import include, path

from thanthien.config.health import health
from thanthien.doors.parts import guide_views
from thanthien.doors.parts.language_views import choose
from thanthien.doors.parts.live_views import token

urlpatterns = [
    path("health", health, name="health"),
    path("su-kien/khoa/<str:audience>/<str:unit>", token, name="live-token"),
    path("ngon-ngu/<str:language>", choose, name="language"),
    path("huong-dan", guide_views.listed, name="guides"),
    path("huong-dan/<slug:slug>", guide_views.page, name="guide"),
    path("api/", include("thanthien.doors.api.urls")),
    path("", include("thanthien.doors.hall.urls")),
    path("", include("thanthien.doors.desk.urls")),
    path("", include("thanthien.doors.leader.urls")),
    path("", include("thanthien.doors.admin.urls")),
    path("", include("thanthien.doors.account.urls")),
    path("", include("thanthien.doors.portal.urls")),
    path("", include("thanthien.doors.demo.urls")),
    path("", include("thanthien.doors.parts.gallery.urls")),
]
handler404 = "thanthien.doors.parts.pages.not_found"
handler500 = "thanthien.doors.parts.pages.broken"
handler403 = "thanthien.doors.parts.pages.forbidden"
