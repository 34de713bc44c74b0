from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "prasan.core.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from prasan.core.protection import service as protection

        from .figures import register
        from .flows.person import erase, export

        protection.register_store("documents", export, erase, title=_("Documents"))
        register()
