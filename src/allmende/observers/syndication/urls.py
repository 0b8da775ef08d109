"""Addresses of feeds: those of everyone, and the same behind a secret."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from allmende.observers.syndication import views

app_name = "feeds"


class Form(StringConverter):
    """In which form a feed is wanted."""

    regex = "atom|json"


class Secret(StringConverter):
    """The secret part of an address: 256 bits in base 64."""

    regex = "[-_A-Za-z0-9]{43}"


register_converter(Form, "feedform")
register_converter(Secret, "feedsecret")

urlpatterns: list[URLPattern] = [
    path("feed.<feedform:form>", views.community, name="community"),
    path("id/<uuid:key>/feed.<feedform:form>", views.thing, name="thing"),
    path("people/<slug:handle>/feed.<feedform:form>", views.person, name="person"),
    path("feeds/<feedsecret:token>/feed.<feedform:form>", views.community, name="own_community"),
    path("feeds/<feedsecret:token>/id/<uuid:key>/feed.<feedform:form>", views.thing, name="own_thing"),
    path("feeds/<feedsecret:token>/people/<slug:handle>/feed.<feedform:form>", views.person, name="own_person"),
    path("feeds/", views.index, name="index"),
    path("feeds/<uuid:key>/secret/", views.secret, name="secret"),
    path("feeds/<uuid:key>/removal/", views.removal, name="removal"),
]
