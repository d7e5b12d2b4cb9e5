from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "thanthien.rollout"
    label = "rollout"
