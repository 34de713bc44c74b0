"""Addresses of the log itself, the same in every language (C2SP tlog-tiles below /ledger)."""

from django.urls import path

from . import views

urlpatterns = [
    path("ledger/checkpoint", views.checkpoint, name="ledger-checkpoint"),
    path("ledger/key", views.key, name="ledger-key"),
    path("ledger/tile/<path:path>", views.tile, name="ledger-tile"),
]
