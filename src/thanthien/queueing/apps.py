from django.apps import AppConfig


class QueueingConfig(AppConfig):
    name = "thanthien.queueing"
    label = "queueing"
