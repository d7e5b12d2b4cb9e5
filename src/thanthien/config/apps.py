from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "thanthien.config"
    label = "config"
