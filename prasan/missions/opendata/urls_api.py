"""Addresses for other systems, the same in every language."""

from django.urls import path

from .ckan.views import action
from .dcat import views as dcat

urlpatterns = [
    path("api/3/action/<slug:name>", action, name="ckan-action"),
    path("api/action/<slug:name>", action),  # as the client library of CKAN calls it
    path("catalog.<str:form>", dcat.catalogue, name="dcat-catalogue"),
    path("opendata/<slug:slug>.<str:form>", dcat.dataset, name="dcat-dataset"),
]
