"""The bank's address, outside the languages."""

from django.urls import path

from . import callback

urlpatterns = [path("payments/callback", callback.receive, name="payments-callback")]
