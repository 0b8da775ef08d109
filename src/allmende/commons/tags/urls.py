"""Addresses of tags."""

from django.urls import path

from allmende.commons.tags import views

app_name = "tags"

urlpatterns = [
    path("tags/", views.index, name="index"),
    path("tags/<str:slug>/", views.tag, name="tag"),
]
