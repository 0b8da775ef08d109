"""Addresses of outside channels: nouns; a change of state is a noun to which one posts."""

from django.urls import URLPattern, path

from allmende.observers.channels.views import handing, keeping, returning

app_name = "channels"

urlpatterns: list[URLPattern] = [
    path("channels/", keeping.index, name="index"),
    path("channels/new/", keeping.new, name="new"),
    path("channels/signed-in/", keeping.signed_in, name="signed_in"),
    path("channels/answers/", returning.echoes, name="echoes"),
    path("channels/answers/<uuid:key>/decision/", returning.decision, name="decision"),
    path("channels/blocks/<uuid:key>/removal/", returning.block_removal, name="block_removal"),
    path("channels/copies/<uuid:key>/", handing.handing, name="handing"),
    path("channels/copies/<uuid:key>/picture/", handing.picture, name="picture"),
    path("channels/copies/<uuid:key>/resending/", handing.resending, name="resending"),
    path("channels/<uuid:key>/", keeping.channel, name="channel"),
    path("channels/<uuid:key>/signing-in/", keeping.signing_in, name="signing_in"),
    path("channels/<uuid:key>/pause/", keeping.pause, name="pause"),
    path("channels/<uuid:key>/pause/removal/", keeping.pause_removal, name="pause_removal"),
    path("channels/<uuid:key>/review/", keeping.review, name="review"),
    path("channels/<uuid:key>/review/removal/", keeping.review_removal, name="review_removal"),
    path("channels/<uuid:key>/removal/", keeping.removal, name="removal"),
    path("id/<uuid:key>/channels/", handing.thing, name="thing"),
    path("webmention/", returning.webmention, name="webmention"),
]
