"""A person acts for an organisation, and it shows: in the byline and in the journal; it ends with the role."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_role, take_in
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.models import Comment
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor
from allmende.people.organisations.queries import acts_for

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def test_acts_for_ends_the_moment_the_role_ends(cast, meadow):
    take_in(cast.ben, meadow.space, cast.ada, Role.CURATOR)
    assert acts_for(fresh(cast.ada)) == [meadow]

    set_role(cast.ben, meadow.space, cast.ada, Role.MEMBER)

    assert acts_for(fresh(cast.ada)) == []
    assert acts_for(cast.eli) == []
    assert acts_for(cast.cleo) == []


def test_a_comment_for_an_organisation_names_both(cast, meadow, client):
    note = make_note(cast.team, cast.ada, Layer.TEAM)
    client.force_login(cast.ben.account)

    client.post(_comments(note), {"text": "We help.", "as": meadow.space.slug})

    said = Comment.objects.get()
    assert (said.author, said.behalf.body) == (cast.ben, meadow.space)
    entry = Entry.objects.get(name="CommentAdded")
    assert (entry.actor, entry.on_behalf_of) == (cast.ben.id, meadow.actor_id)
    shown = client.get(_comments(note), headers={"HX-Request": "true"}).content.decode()
    assert "Ben Roth" in shown
    assert "for Meadow Ltd" in shown


def test_speaking_for_whom_one_does_not_represent_is_refused_and_the_words_stay(cast, meadow, client):
    note = make_note(cast.team, cast.ben, Layer.TEAM)
    client.force_login(cast.ada.account)

    answer = client.post(_comments(note), {"text": "We help.", "as": meadow.space.slug})

    assert answer.status_code == 403
    assert "We help." in answer.content.decode()
    assert not Comment.objects.exists()


def test_the_choice_is_offered_to_those_who_represent_someone_only(cast, meadow, client):
    from allmende.commons.threads.queries import frame_of

    note = make_note(cast.team, cast.ada, Layer.TEAM)

    assert [body.name for body in frame_of(cast.ben, note).voices] == ["Meadow Ltd"]
    assert frame_of(cast.ada, note).voices == ()


def _comments(note: object) -> str:
    from django.urls import reverse

    return reverse("comments", args=[note.id])
