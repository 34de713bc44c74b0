from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "prasan.core.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from prasan.core.identity import frame, rules
        from prasan.core.identity.backend import remember_sign_in
        from prasan.core.identity.homes import register_home
        from prasan.look import context

        context.extend(frame.part)
        register_home(50, "administration", rules.is_administrator)
        # Django's own would write as whoever asked, who may not write to any account yet.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember_sign_in, dispatch_uid="prasan.remember_sign_in")
