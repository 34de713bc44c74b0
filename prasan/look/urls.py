"""Addresses of look."""

from django.urls import path

from . import views

app_name = "look"
urlpatterns = [
    path("display/text-size", views.text_size, name="text-size"),
    path("display/place", views.place, name="place"),
]
