from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "thanthien.indicators"
    label = "indicators"

    def ready(self) -> None:
        from thanthien.indicators import fold, scoring  # noqa: F401  registers the followers `tallies` and `scores`
