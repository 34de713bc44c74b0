"""Addresses of casework's pages."""

from django.urls import path

from .pages import apply, catalogue, counter, desk, desk_bulk, desk_case, desk_figures, mine, track

app_name = "casework"
urlpatterns = [
    path("services", catalogue.services, name="services"),
    path("search", catalogue.search, name="search"),
    path("services/<slug:slug>", catalogue.manual, name="manual"),
    path("services/<slug:slug>/apply", apply.start, name="apply"),
    path("drafts/<uuid:draft_id>", apply.overview, name="draft"),
    path("drafts/<uuid:draft_id>/check", apply.check, name="check"),
    path("drafts/<uuid:draft_id>/done", apply.done, name="done"),
    path("drafts/<uuid:draft_id>/discard", apply.discard, name="discard"),
    path("drafts/<uuid:draft_id>/unpay", apply.unpay, name="unpay"),
    path("drafts/<uuid:draft_id>/<slug:page_id>", apply.page, name="draft-page"),
    path("my", mine.cases, name="my-cases"),
    path("my/cases/<str:number>", mine.case, name="my-case"),
    path("my/cases/<str:number>/receipt", mine.receipt, name="my-receipt"),
    path("my/cases/<str:number>/act", mine.act, name="my-act"),
    path("desk", desk.desk, name="desk"),
    path("desk/pulse", desk.pulse, name="desk-pulse"),
    path("desk/bulk", desk_bulk.bulk, name="desk-bulk"),
    path("desk/cases/<str:number>", desk_case.case, name="desk-case"),
    path("desk/cases/<str:number>/act", desk_case.act, name="desk-act"),
    path("desk/figures", desk_figures.figures, name="desk-figures"),
    path("desk/figures/<slug:slug>.csv", desk_figures.table, name="desk-table"),
    path("track", track.track, name="track"),
    path("counter", counter.counter, name="counter"),
    path("counter/slip/<str:number>", counter.slip, name="slip"),
]
