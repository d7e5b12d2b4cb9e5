from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "thanthien.letters"
    label = "letters"

    def ready(self) -> None:
        from thanthien.letters import follower  # noqa: F401  registers the follower `letters`
