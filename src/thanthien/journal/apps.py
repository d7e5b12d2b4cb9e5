from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "thanthien.journal"
    label = "journal"

    def ready(self) -> None:
        from thanthien.journal import settled

        settled.listen()
