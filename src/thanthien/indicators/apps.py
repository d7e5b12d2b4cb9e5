from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "thanthien.indicators"
    label = "indicators"
