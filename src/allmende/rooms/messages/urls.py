"""Addresses of this room."""

from django.urls import path

from allmende.rooms.messages.views import beginning, reading, seating, writing

app_name = "messages"

urlpatterns = [
    path("messages/", reading.index, name="index"),
    path("messages/new/", beginning.new, name="new"),
    path("messages/requests/", reading.requests, name="requests"),
    path("messages/settings/", seating.manner, name="manner"),
    path("messages/spaces/<slug:slug>/", beginning.space_talk, name="space_talk"),
    path("messages/organisations/<slug:slug>/", beginning.body, name="body"),
    path("messages/message/<uuid:key>/", writing.message, name="message"),
    path("messages/message/<uuid:key>/removal/", writing.removal, name="removal"),
    path("messages/<uuid:key>/", reading.conversation, name="conversation"),
    path("messages/<uuid:key>/messages/", writing.messages_of, name="messages"),
    path("messages/<uuid:key>/news/", reading.news, name="news"),
    path("messages/<uuid:key>/reading/", seating.reading, name="reading"),
    path("messages/<uuid:key>/draft/", seating.draft, name="draft"),
    path("messages/<uuid:key>/acceptance/", seating.acceptance, name="acceptance"),
    path("messages/<uuid:key>/refusal/", seating.refusal, name="refusal"),
    path("messages/<uuid:key>/pin/", seating.pin, name="pin"),
    path("messages/<uuid:key>/pin/removal/", seating.pin_removal, name="pin_removal"),
    path("messages/<uuid:key>/silence/", seating.silence, name="silence"),
    path("messages/<uuid:key>/silence/removal/", seating.silence_removal, name="silence_removal"),
    path("messages/<uuid:key>/channel/", seating.channel, name="channel"),
    path("messages/<uuid:key>/leaving/", seating.leaving, name="leaving"),
    path("messages/<uuid:key>/name/", seating.name, name="name"),
    path("messages/<uuid:key>/people/", seating.people, name="people"),
    path("messages/<uuid:key>/people/<slug:handle>/removal/", seating.person_removal, name="person_removal"),
    path("messages/<uuid:key>/carer/", seating.carer, name="carer"),
]
