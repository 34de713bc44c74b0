"""Addresses of the administrator's pages."""

from django.urls import path

from . import holidays, home, keys, people, settings, units, webhooks

urlpatterns = [
    path("", home.home_page, name="administration"),
    path("agencies/", units.agencies_page, name="admin-agencies"),
    path("agencies/add/", units.agency_add, name="admin-agency-add"),
    path("agencies/<slug:code>/", units.agency_page, name="admin-agency"),
    path("agencies/<slug:agency>/add-unit/", units.unit_page, name="admin-unit-add"),
    path("agencies/<slug:agency>/units/<slug:code>/", units.unit_page, name="admin-unit"),
    path("agencies/<slug:agency>/units/<slug:code>/close/", units.unit_close, name="admin-unit-close"),
    path("people/", people.people_page, name="admin-people"),
    path("people/<int:id>/", people.person_page, name="admin-person"),
    path("people/<int:id>/join/", people.join_page, name="admin-join"),
    path("people/<int:id>/close/", people.close_page, name="admin-close"),
    path("memberships/<int:id>/roles/", people.roles_page, name="admin-roles"),
    path("memberships/<int:id>/end/", people.end_page, name="admin-end"),
    path("holidays/", holidays.holidays_page, name="admin-holidays"),
    path("holidays/<str:day>/remove/", holidays.holiday_remove, name="admin-holiday-remove"),
    path("keys/", keys.keys_page, name="admin-keys"),
    path("keys/add/", keys.key_add, name="admin-key-add"),
    path("keys/<int:id>/narrow/", keys.key_narrow, name="admin-key-narrow"),
    path("keys/<int:id>/end/", keys.key_end, name="admin-key-end"),
    path("webhooks/", webhooks.webhooks_page, name="admin-webhooks"),
    path("webhooks/add/", webhooks.webhook_add, name="admin-webhook-add"),
    path("webhooks/<int:id>/", webhooks.webhook_page, name="admin-webhook"),
    path("webhooks/<int:id>/pause/", webhooks.webhook_pause, name="admin-webhook-pause"),
    path("webhooks/<int:id>/end/", webhooks.webhook_end, name="admin-webhook-end"),
    path("webhooks/<int:id>/again/<int:delivery>/", webhooks.webhook_again, name="admin-webhook-again"),
    path("settings/<slug:name>/", settings.settings_page, name="admin-settings"),
]
