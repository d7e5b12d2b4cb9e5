from django.apps import AppConfig


class WorktimeConfig(AppConfig):  # type: ignore[misc]
    name = "thanthien.worktime"
    label = "worktime"
