from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObservatoryConfig(AppConfig):
    name = "prasan.missions.observatory"
    label = "observatory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from prasan.core.measures import service as measures

        from . import published
        from .home import home

        published.register()
        home()  # a country that is none is told at the start
        measures.see_also(
            _("Strategy scoreboard"),
            _("What the strategy wants to reach, and what the portal's own work tells of it."),
            "observatory:scoreboard",
        )
        measures.see_also(
            _("The country in the world's survey of digital government"),
            _(
                "The index of the United Nations since its first edition, and what it would take to stand higher."
            ),
            "observatory:overview",
        )
