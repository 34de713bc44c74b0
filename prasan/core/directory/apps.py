from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "prasan.core.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from prasan.core.directory.queries import place_choices
        from prasan.look.fields.places import provide

        provide(place_choices)
