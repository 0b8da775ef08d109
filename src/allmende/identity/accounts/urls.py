"""Addresses of one's own page for sign-in and security."""

from django.urls import path

from allmende.identity.accounts import views

urlpatterns = [
    path("settings/security/", views.security, name="security"),
    path("settings/security/sessions/removal/", views.session_removal, name="session_removal"),
    path("settings/security/applications/removal/", views.grant_removal, name="grant_removal"),
    path("settings/security/proof/", views.sign_in_anew, name="sign_in_anew"),
]
