"""Addresses of the measures."""

from django.urls import path

from . import views

app_name = "measures"
urlpatterns = [
    path("figures", views.figures, name="figures"),
    path("figures/<slug:slug>.csv", views.table, name="table"),
]
