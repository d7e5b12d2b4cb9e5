from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "thanthien.people"
    label = "people"
