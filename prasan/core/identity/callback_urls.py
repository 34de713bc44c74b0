"""Where LINE tells us of its users, outside the languages."""

from django.urls import path

from . import line

urlpatterns = [path("line/webhook", line.receive, name="line-webhook")]
