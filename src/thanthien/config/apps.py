from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "thanthien.config"
    label = "config"

    def ready(self) -> None:
        from django.utils.translation import gettext

        from thanthien.shared import wording

        wording.use(gettext)
