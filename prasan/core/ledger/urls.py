"""Addresses of the ledger's pages."""

from django.urls import path

from . import audit, views

app_name = "ledger"
urlpatterns = [
    path("my/looks", views.my_looks, name="my-looks"),
    path("ledger/audit", audit.audit, name="audit"),
    path("ledger/check", views.check, name="check"),
    path("ledger/receipt/<int:leaf>", views.receipt_file, name="receipt"),
]
