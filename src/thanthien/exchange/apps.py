from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "thanthien.exchange"
    label = "exchange"

    def ready(self) -> None:
        from thanthien.exchange import follower, national  # noqa: F401  register the followers `webhooks`, `national`
