from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "thanthien.outreach"
    label = "outreach"
