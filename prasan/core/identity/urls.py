"""Addresses of sign-in and of pages about oneself; allauth's names are kept, its code finds them by name."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from . import channels, proving, views
from .views import of_a_link, while_signing_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/", include("prasan.core.identity.administration.urls")),
    path("account/", views.details_page, name="account"),
    path("account/letters/", channels.letters_page, name="account-letters"),
    path("account/letters/<slug:channel>/", channels.channel_page, name="account-channel"),
    path("account/verify/", proving.code_page, name="account-verify"),
    path("counter/verify", proving.counter_page, name="counter-verify"),
    path("account/sign-up/", views.sign_up_page, name="account_signup"),
    path("account/sign-in/", while_signing_in(account.login), name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/forgotten/", while_signing_in(account.password_reset), name="account_reset_password"),
    path("account/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "account/forgotten/<str:uidb36>/<str:key>/",
        of_a_link(while_signing_in(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/security/", mfa.index, name="mfa_index"),
    path("account/sign-in/code/", while_signing_in(mfa.authenticate), name="mfa_authenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/security/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/security/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/security/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/security/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/security/keys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/security/keys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/security/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/security/keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/confirm/key/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/sign-in/passkey/", while_signing_in(webauthn.login_webauthn), name="mfa_login_webauthn"),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", views.demo_page, name="demo"),
        path("demo/<slug:username>/", views.demo_enter, name="demo-enter"),
    ]
