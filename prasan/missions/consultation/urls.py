"""Addresses of the public pages of consultations."""

from django.urls import path

from .pages import public, report

app_name = "consultation"
urlpatterns = [
    path("consultations", public.index, name="index"),
    path("consultations/<slug:slug>", public.consultation, name="consultation"),
    path("consultations/<slug:slug>/<int:place>", public.part, name="part"),
    path("consultations/<slug:slug>/report", report.report, name="report"),
    path("consultations/<slug:slug>/report.json", report.content, name="content"),
    path("consultations/<slug:slug>/receipt", report.receipt, name="receipt"),
    path("consultations/<slug:slug>/answers.csv", report.answers, name="answers"),
]
