"""Addresses of the administrator's pages."""

from django.urls import path

from . import holidays, home, people, settings, units

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
    path("memberships/<int:id>/roles/", people.roles_page, name="admin-roles"),
    path("memberships/<int:id>/end/", people.end_page, name="admin-end"),
    path("holidays/", holidays.holidays_page, name="admin-holidays"),
    path("holidays/<str:day>/remove/", holidays.holiday_remove, name="admin-holiday-remove"),
    path("settings/<slug:name>/", settings.settings_page, name="admin-settings"),
]
