from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "thanthien.visits"
    label = "visits"
