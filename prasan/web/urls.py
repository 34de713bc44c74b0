"""Addresses of the portal's own pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("api/", views.api_docs, name="api-docs"),
    *(path(name, views.page, {"name": name}, name=name) for name in views.PAGES),
]
