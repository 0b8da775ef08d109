"""What the pages of posts are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("posts:*", "posts:index"),
        _("Posts are what members share in passing: news, a question, pictures, a poll. The newest stand first."),
        (
            _("Open “Share something” and write; who will see it stands beside each layer."),
            _("Open a post to read what others say about it, and to answer."),
        ),
    ),
    Guide(
        ("posts:post", "posts:versions"),
        _("This is one post with everything that belongs to it. Whoever sees it can comment, and vote where it has a poll."),
        (
            _("Your own post you can change, narrow to fewer people, or put in the bin."),
            _("What was changed can be compared with what stood there before."),
        ),
    ),
    Guide(
        ("posts:by_mail",),
        _("Here you get an address at which you post to this space by mail. It is yours alone, and good for half a year."),
        (_("Put it into your address book, and write to it from the address you sign in with."),),
    ),
    Guide(
        ("posts:new", "posts:write"),
        _("Here you write a post. It is a draft that saves itself, and nobody else sees it until it goes out."),
        (
            _("Drop pictures in or paste them, and say what they show, for those who can't see them."),
            _("A video goes up in parts: pause it, or close the page and choose the file again later. Captions let everyone follow."),
            _("Choose who may see it. “Share” leaves you ten seconds to take it back."),
            _("With a time of your choice it goes out by itself then."),
        ),
    ),
)  # fmt: skip
