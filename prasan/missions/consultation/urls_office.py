"""Addresses of the pages on which an agency consults the public."""

from django.urls import path

from .pages import office, office_report

app_name = "consultation-office"
urlpatterns = [
    path("consultations-office", office.index, name="index"),
    path("consultations-office/new", office.new, name="new"),
    path("consultations-office/of/<slug:slug>", office.consultation, name="consultation"),
    path("consultations-office/of/<slug:slug>/edit", office.edit, name="edit"),
    path("consultations-office/of/<slug:slug>/text", office.text, name="text"),
    path("consultations-office/of/<slug:slug>/act", office.act, name="act"),
    path("consultations-office/of/<slug:slug>/answers/<int:place>", office.answers, name="answers"),
    path("consultations-office/of/<slug:slug>/arguments", office_report.arguments, name="arguments"),
    path(
        "consultations-office/of/<slug:slug>/arguments/<int:argument>",
        office_report.argument,
        name="argument",
    ),
    path("consultations-office/of/<slug:slug>/changes/<int:place>", office_report.change, name="change"),
    path("consultations-office/of/<slug:slug>/report", office_report.report, name="report"),
]
