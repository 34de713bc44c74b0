"""Addresses of the public pages of open data."""

from django.urls import path

from .pages import catalogue, dataset, files, table

app_name = "opendata"
urlpatterns = [
    path("opendata", catalogue.catalogue, name="catalogue"),
    path("opendata/<slug:slug>", dataset.dataset, name="dataset"),
    path("opendata/<slug:slug>/datapackage.json", files.package, name="package"),
    path("opendata/<slug:slug>/<slug:name>", table.table, name="resource"),
    path("opendata/<slug:slug>/<slug:name>/table.csv", files.csv, name="csv"),
    path("opendata/<slug:slug>/<slug:name>/table.parquet", files.parquet, name="parquet"),
    path("opendata/<slug:slug>/<slug:name>/table.xlsx", files.xlsx, name="xlsx"),
    path("opendata/<slug:slug>/<slug:name>/table.csv-metadata.json", files.csvw, name="csvw"),
]
