"""Addresses of the community as an app; the service worker stands at the root, so that it reaches every page."""

from django.urls import path

from allmende.surfaces.web.installing import views

urlpatterns = [
    path("app.webmanifest", views.manifest, name="manifest"),
    path("app-icon/<slug:purpose>-<int:size>.png", views.app_icon, name="app_icon"),
    path("service-worker.js", views.service_worker, name="service_worker"),
    path("offline/<slug:language>/", views.offline, name="offline"),
    path("speculation-rules.json", views.speculation, name="speculation"),
    path("token/", views.token, name="token"),
]
