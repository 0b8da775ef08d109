"""Addresses of what is said about things: under the id of the thing, or of the comment."""

from django.urls import path

from allmende.surfaces.web.talk import caring, views

urlpatterns = [
    path("id/<uuid:key>/", views.thing, name="thing"),
    path("id/<uuid:key>/comments/", views.comments, name="comments"),
    path("id/<uuid:key>/comments/news/", views.news, name="comments_news"),
    path("id/<uuid:key>/comments/reading/", views.reading, name="comments_read"),
    path("id/<uuid:key>/comments/closure/", views.closure, name="thread_lock"),
    path("id/<uuid:key>/comments/closure/removal/", views.opening, name="thread_unlock"),
    path("id/<uuid:key>/care/", caring.care, name="talk_care"),
    path("id/<uuid:key>/hiding/removal/", caring.showing, name="comment_showing"),
    path("id/<uuid:key>/words/", caring.versions, name="comment_versions"),
    path("handlings/<uuid:key>/removal/", caring.undoing, name="handling_removal"),
    path("id/<uuid:key>/replies/", views.replies, name="comment_replies"),
    path("id/<uuid:key>/reply/", views.reply, name="comment_reply"),
    path("id/<uuid:key>/edit/", views.edit, name="comment_edit"),
    path("id/<uuid:key>/removal/", views.removal, name="comment_removal"),
]
