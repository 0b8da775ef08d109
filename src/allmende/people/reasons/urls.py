"""Addresses of answers."""

from django.urls import path

from allmende.people.reasons import views

app_name = "reasons"

urlpatterns = [
    path("reasons/", views.index, name="index"),
    path("reasons/answer/", views.answer, name="answer"),
]
