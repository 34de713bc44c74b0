"""Addresses of the portal's own pages."""

from django.urls import path

from . import views

urlpatterns = [path("", views.home, name="home")]
