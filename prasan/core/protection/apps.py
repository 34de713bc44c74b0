from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "prasan.core.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .below import register_below

        register_below()
