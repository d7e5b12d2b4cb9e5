"""Addresses of the portal: what a citizen opens at home or from a QR. All of them stand under `/xa/<code>/` too."""

from django.urls import path

from thanthien.doors.portal import (
    booking,
    booking_manage,
    place,
    views_contacts,
    views_home,
    views_messages,
    views_procedures,
    views_queue,
    views_track,
)

urlpatterns = [
    path("", views_home.home, name="home"),
    path("thu-tuc", views_procedures.procedures, name="procedures"),
    path("thu-tuc/<str:code>", views_procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/mang-theo", views_procedures.checklist, name="procedure-checklist"),
    path("viec-doi", views_procedures.life_events, name="life-events"),
    path("viec-doi/<slug:slug>", views_procedures.life_event, name="life-event"),
    path("lien-he", views_contacts.contacts, name="contacts"),
    path("lien-he/danh-ba.vcf", views_contacts.cards, name="contacts-cards"),
    path("lien-he/lich-tiep-dan.ics", views_contacts.receptions, name="contacts-calendar"),
    path("lien-he/lich-lam-viec.ics", views_contacts.office_year, name="office-calendar"),
    path("lien-he/<int:pk>.vcf", views_contacts.card, name="contact-card"),
    path("tra-cuu", views_track.find, name="track-find"),
    path("t/<str:code>", views_track.track, name="track"),
    path("t/<str:code>/hen.ics", views_track.calendar_file, name="track-calendar"),
    path("hang-cho", views_queue.queue_now, name="queue-now"),
    path("hang-cho/<str:unit>", views_queue.queue_now, name="queue-now-unit"),
    path("cham-diem/<str:token>", views_queue.rate, name="rate"),
    path("lich-hen", booking.booking, name="portal-booking"),
    path("lich-hen/<str:token>", booking_manage.manage, name="booking-manage"),
    path("lich-hen/<str:token>/doi", booking_manage.move, name="booking-move"),
    path("lich-hen/<str:token>/huy", booking_manage.cancel, name="booking-cancel"),
    path("lich-hen/<str:token>/hen.ics", booking_manage.calendar, name="booking-calendar"),
    path("khong-nhan-tin/<str:code>", views_messages.stop, name="no-messages"),
    path("luot-truy-cap", views_home.visits, name="visits"),
    path("robots.txt", views_home.robots, name="robots"),
    path("sitemap.xml", views_home.sitemap, name="sitemap"),
    path("xa", views_home.communes, name="communes"),
    path("xa/<str:unit>/", place.commune, name="commune-home"),
    path("xa/<str:unit>/<path:rest>", place.commune, name="commune"),
]
