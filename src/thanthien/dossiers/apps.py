from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DossiersConfig(AppConfig):
    name = "thanthien.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from thanthien.dossiers import words

        pre_migrate.connect(words.take_down, sender=self, dispatch_uid="dossiers.words.before")
        post_migrate.connect(words.set_up, sender=self, dispatch_uid="dossiers.words")
