from django.utils.translation import gettext_lazy as _

from prasan import missions


class OpendataConfig(missions.Mission):
    name = "prasan.missions.opendata"
    label = "opendata"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Open data")

    def ready(self) -> None:
        super().ready()
        from prasan.look import context

        from . import links

        context.extend(links.part)
