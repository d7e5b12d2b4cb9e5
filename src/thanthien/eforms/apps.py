from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "thanthien.eforms"
    label = "eforms"
