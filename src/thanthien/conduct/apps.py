from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "thanthien.conduct"
    label = "conduct"
