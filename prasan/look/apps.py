from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "prasan.look"
    label = "look"
