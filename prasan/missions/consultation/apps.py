from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "prasan.missions.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Consultation")

    def ready(self) -> None:
        from prasan.core.events import service as events
        from prasan.core.notices import service as notices
        from prasan.core.protection import service as protection
        from prasan.look import context

        from . import figures, links
        from .flows.tell_reported import TOPIC, tell
        from .letters import REPORTED, TEMPLATE
        from .personal import erase, export

        protection.register_store("consultation", export, erase, title=_("Your answers in consultations"))
        notices.register(TEMPLATE, REPORTED)
        events.subscribe(TOPIC, tell, name="reports of consultations")
        context.extend(links.part)
        figures.register()
