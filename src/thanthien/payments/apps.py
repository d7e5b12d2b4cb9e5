from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "thanthien.payments"
    label = "payments"
