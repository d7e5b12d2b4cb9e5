from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "thanthien.doors"
    label = "doors"
