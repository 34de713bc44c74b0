"""Addresses of the public pages of consultations."""

from django.urls import path

from .pages import public

app_name = "consultation"
urlpatterns = [
    path("consultations", public.index, name="index"),
    path("consultations/<slug:slug>", public.consultation, name="consultation"),
    path("consultations/<slug:slug>/<int:place>", public.part, name="part"),
]
