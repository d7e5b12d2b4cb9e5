from django.apps import AppConfig


class PostingConfig(AppConfig):
    name = "thanthien.posting"
    label = "posting"
