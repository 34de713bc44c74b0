"""Addresses of the pages on which an agency publishes."""

from django.urls import path

from .pages import office, office_tables

app_name = "opendata-office"
urlpatterns = [
    path("opendata-office", office.index, name="index"),
    path("opendata-office/new", office.new, name="new"),
    path("opendata-office/datasets/<slug:slug>", office.dataset, name="dataset"),
    path("opendata-office/datasets/<slug:slug>/edit", office.edit, name="edit"),
    path("opendata-office/datasets/<slug:slug>/act", office.act, name="act"),
    path("opendata-office/datasets/<slug:slug>/tables/new", office_tables.new, name="new-table"),
    path("opendata-office/datasets/<slug:slug>/tables/<slug:name>", office_tables.table, name="table"),
    path("opendata-office/datasets/<slug:slug>/tables/<slug:name>/upload", office_tables.give, name="upload"),
]
