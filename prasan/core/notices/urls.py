from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("notices", views.notices, name="inbox"),
    path("demo/letters", views.demo_letters, name="demo-letters"),
]
