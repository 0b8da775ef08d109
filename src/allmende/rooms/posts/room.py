"""The door of this room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Kind, Room, Section
from allmende.rooms.posts.commands import publish_due_posts
from allmende.rooms.posts.invariants import INVARIANTS
from allmende.rooms.posts.queries import news_cards, post_urls
from allmende.rooms.posts.queries.sheets import SHEETS
from allmende.rooms.posts.queries.telling import drafts, post_documents, post_html, post_texts
from allmende.rooms.posts.views.sections import home_section, profile_section, space_section

ROOM = Room(
    key="posts",
    name=_("Posts"),
    icon="message-2",
    urls="allmende.rooms.posts.urls",
    index_url="posts:index",
    kinds=(
        Kind(
            "post", _("Post"), _("Posts"), "message-2", urls=post_urls, documents=post_documents, html=post_html, texts=post_texts,
            is_discussed=True,
            news=("posts/card.html", news_cards),
        ),
    ),
    home=(Section("posts", _("Share something"), "posts/home_section.html", home_section),),
    space=(Section("posts", _("Shared lately"), "posts/section.html", space_section),),
    profile=(Section("posts", _("Shared lately"), "posts/profile_section.html", profile_section),),
    drafts=drafts,
    sheets=SHEETS,
    rounds=(publish_due_posts,),
    api=("allmende.rooms.posts.api.router",),
    invariants=INVARIANTS,
)  # fmt: skip
