from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("documents/<uuid:document_id>", views.download, name="download"),
    path("documents/<uuid:document_id>/preview", views.preview, name="preview"),
]
