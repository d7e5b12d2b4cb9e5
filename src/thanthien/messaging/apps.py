from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "thanthien.messaging"
    label = "messaging"

    def ready(self) -> None:
        from thanthien.messaging import follower  # noqa: F401  registers the follower `messages`
