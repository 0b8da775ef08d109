"""The one address of streams; a proxy leads it to the streams' own port."""

from django.urls import path

from allmende.surfaces.live import views

urlpatterns = [path("stream/", views.stream, name="stream")]
