from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "thanthien.exchange"
    label = "exchange"

    def ready(self) -> None:
        from thanthien.exchange import follower  # noqa: F401  registers the follower `webhooks`
