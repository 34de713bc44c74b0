"""Addresses of the service owner's office."""

from django.urls import path

from .pages import editor

app_name = "services-office"
urlpatterns = [
    path("services-office", editor.index, name="index"),
    path("services-office/new", editor.new, name="new"),
    path("services-office/service/<slug:slug>", editor.edit, name="edit"),
    path("services-office/service/<slug:slug>/versions", editor.history, name="history"),
    path("services-office/service/<slug:slug>/versions/<int:number>", editor.version, name="version"),
    path("services-office/service/<slug:slug>/versions/<int:number>/file", editor.download, name="download"),
]
