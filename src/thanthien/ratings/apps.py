from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "thanthien.ratings"
    label = "ratings"
