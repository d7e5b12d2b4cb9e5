from django.apps import AppConfig


class ReceptionsConfig(AppConfig):
    name = "thanthien.receptions"
    label = "receptions"
