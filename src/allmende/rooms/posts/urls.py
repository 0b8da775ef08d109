"""Addresses of posts."""

from django.urls import path

from allmende.rooms.posts.views import acting, by_mail, reading, writing

app_name = "posts"

urlpatterns = [
    path("posts/", reading.index, name="index"),
    path("posts/new/", writing.new, name="new"),
    path("posts/new/draft/", writing.begin, name="begin"),
    path("posts/by-mail/", by_mail.by_mail, name="by_mail"),
    path("posts/preview/", writing.preview, name="preview"),
    path("posts/<uuid:key>/", reading.post, name="post"),
    path("posts/<uuid:key>/edit/", writing.write, name="write"),
    path("posts/<uuid:key>/draft/", writing.draft, name="draft"),
    path("posts/<uuid:key>/versions/", reading.versions, name="versions"),
    path("posts/<uuid:key>/publication/", acting.publication, name="publication"),
    path("posts/<uuid:key>/publication/removal/", acting.taking_back, name="taking_back"),
    path("posts/<uuid:key>/votes/", acting.votes, name="votes"),
    path("posts/<uuid:key>/poll/closure/", acting.poll_closure, name="poll_closure"),
]
