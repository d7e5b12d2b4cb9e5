from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "thanthien.journal"
    label = "journal"
