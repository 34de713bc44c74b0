from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "prasan.web"
    label = "web"
