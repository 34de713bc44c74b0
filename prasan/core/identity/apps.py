from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "prasan.core.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from prasan.core.events import service as events
        from prasan.core.identity import frame, rules
        from prasan.core.identity.backend import remember_sign_in
        from prasan.core.identity.flows import contacts, verify_at_counter
        from prasan.core.identity.flows.send_resets import RESET, RESET_LETTER
        from prasan.core.identity.flows.tell_paused import LETTER, TEMPLATE, tell_paused
        from prasan.core.identity.homes import register_home
        from prasan.core.notices import service as notices
        from prasan.look import context

        notices.register(TEMPLATE, LETTER)
        notices.register(RESET, RESET_LETTER)
        for name, template in contacts.LETTERS.items():
            notices.register(name, template)
        notices.register(verify_at_counter.VERIFIED, verify_at_counter.LETTER)
        events.subscribe(events.PAUSED, tell_paused, name="webhook owners")
        context.extend(frame.part)
        register_home(50, "administration", rules.is_administrator)
        register_home(55, "admin-webhooks", rules.manages_webhooks)
        register_home(70, "ledger:audit", rules.is_auditor)
        # Django's own would write as whoever asked, who may not write to any account yet.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember_sign_in, dispatch_uid="prasan.remember_sign_in")
