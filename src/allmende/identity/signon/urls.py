"""Addresses at which applications ask us who someone is."""

from django.urls import include, path

from allmende.identity.signon import views
from allmende.identity.signon.late import late, leaving

OURS = "allmende.identity.signon"
THEIRS = "allauth.idp.oidc.views"

oidc = [
    path(".well-known/openid-configuration", views.configuration, name="configuration"),
    path(".well-known/jwks.json", late(f"{THEIRS}.jwks"), name="jwks"),
    path("oauth/authorize", leaving(late(f"{OURS}.consent.consent", for_programs=True)), name="authorization"),
    path("oauth/token", late(f"{OURS}.consent.token", for_programs=True), name="token"),
    path("oauth/userinfo", late(f"{THEIRS}.user_info", for_programs=True), name="userinfo"),
    path("oauth/logout", leaving(late(f"{OURS}.signing_out.sign_out", for_programs=True)), name="logout"),
    path("oauth/revoke", late(f"{THEIRS}.revoke", for_programs=True), name="revoke"),
]

urlpatterns = [path("", include(([path("", include((oidc, "oidc")))], "idp")))]
