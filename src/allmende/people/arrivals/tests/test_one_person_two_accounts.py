"""Two accounts become one, everything is where it belongs, nothing is there twice; undone, all is as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection

from allmende.commons.audiences.queries import reach_of
from allmende.commons.ballots.commands import cast as put_in
from allmende.commons.ballots.commands import place_box
from allmende.commons.ballots.models import Ballot
from allmende.commons.follows.commands import follow
from allmende.commons.follows.models import Follow
from allmende.commons.spaces.commands import set_role
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import entitled
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.config.merging import MERGE_RULES
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.commands.merging import merge, undo_merge
from allmende.people.arrivals.models import Merge
from allmende.people.arrivals.queries.merges import effects
from allmende.people.arrivals.queries.relations import Rule, relations
from allmende.people.connections.models import Connection

pytestmark = pytest.mark.django_db

KEPT_BY_MERGING = {
    *("arrivals_merge", "arrivals_moved", "journal_entry", "tasks_job", "accounts_session", "sqlite_sequence"),
    *("directory_listing", "directory_word"),  # made anew, under new keys
}


@pytest.fixture
def twin(cast):
    """Ben's second account, a member of the community and of the team as he is."""
    twin = make_person("Benjamin Roth", email="benjamin@example.org")
    make_member(cast.community, twin)
    make_member(cast.team, twin, Role.HOST)
    return twin


def contents():
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in KEPT_BY_MERGING:
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_every_relation_to_a_person_has_its_rule():
    held = {relation.key for relation in relations()}

    assert held - MERGE_RULES.keys() == set(), "Write a line for each in config/merging.py."
    assert {line.partition(" by ")[0] for line in MERGE_RULES.values()} <= set(Rule)


def test_what_one_made_and_follows_is_the_others(cast, twin):
    note, draft = make_note(cast.team, twin), make_note(cast.team, twin, None)
    said = comment(twin, make_note(cast.team, cast.ada), "I can dig.")
    follow(twin, cast.community.thing_ptr)

    merge(cast.eli, cast.community, cast.ben, twin)

    assert set(Thing.objects.filter(author=cast.ben).values_list("id", flat=True)) >= {note.id, draft.id, said.id}
    ben = Actor.objects.get(id=cast.ben.id)
    assert set(Thing.objects.visible_to(ben).values_list("id", flat=True)) >= {note.id, draft.id, said.id}
    assert Follow.objects.get(thing_id=cast.community.id).actor == cast.ben
    assert not Thing.objects.filter(author=twin).exists()


def test_where_there_can_be_only_one_the_older_stays(cast, twin):
    follow(twin, cast.community.thing_ptr)
    older = Follow.objects.get(actor=twin)
    follow(cast.ben, cast.community.thing_ptr)

    merge(cast.eli, cast.community, cast.ben, twin)

    assert Follow.objects.get(thing_id=cast.community.id).id == older.id
    assert Follow.objects.get(id=older.id).actor == cast.ben


def test_contacts_of_both_are_contacts_once_and_the_two_are_none_of_each_other(cast, twin):
    for asker, asked in ((cast.ben, cast.ada), (cast.ada, twin), (cast.ben, twin), (twin, cast.finn)):
        Connection.objects.create(asker=asker, asked=asked)
    older = Connection.objects.get(asker=cast.ben, asked=cast.ada)

    made = merge(cast.eli, cast.community, cast.ben, twin)

    held = {(row.asker, row.asked) for row in Connection.objects.all()}
    assert held == {(cast.ben, cast.ada), (cast.ben, cast.finn)}
    assert Connection.objects.filter(id=older.id).exists()
    undo_merge(cast.eli, made)
    assert Connection.objects.count() == 4


def test_two_votes_are_one_the_older(cast, twin):
    note = make_note(cast.team, cast.ada)
    box = place_box(note, clock.now() - timedelta(days=1), clock.now() + timedelta(days=1))
    put_in(twin, box, {"choice": "first"})
    put_in(cast.ben, box, {"choice": "second"})

    merge(cast.eli, cast.community, cast.ben, twin)

    ballots = list(Ballot.objects.filter(box=box))
    assert len(ballots) == 1
    assert ballots[0].voter == cast.ben


def test_memberships_reach_and_counters_are_right(cast, twin):
    merge(cast.eli, cast.community, cast.ben, twin)

    assert Membership.objects.filter(space=cast.community, actor=cast.ben).count() == 1
    assert not Membership.objects.filter(actor=twin).exists()
    for actor in (cast.ben, twin):
        fresh = Actor.objects.get(id=actor.id)
        assert set(reach_of(fresh)) - {1} == entitled(fresh)
    for space in Space.objects.all():
        assert space.member_count == Membership.objects.filter(space=space).count()


def test_the_other_address_signs_in_to_the_account_that_stayed(cast, twin, client):
    cast.ben.account.set_password("a-long-enough-secret-9")
    cast.ben.account.save()
    EmailAddress.objects.create(user=twin.account, email="benjamin@example.org", verified=True, primary=True)

    merge(cast.eli, cast.community, cast.ben, twin)

    client.post("/accounts/login/", {"login": "benjamin@example.org", "password": "a-long-enough-secret-9"})
    assert client.session.get("_auth_user_id") == str(cast.ben.account.pk)
    twin.account.refresh_from_db()
    assert not twin.account.is_active


def test_sessions_of_the_other_account_end(cast, twin, signed_in):
    browser = signed_in(twin)
    assert browser.get("/drafts/").status_code == 200

    merge(cast.eli, cast.community, cast.ben, twin)

    assert browser.get("/drafts/").status_code == 403


def test_both_are_told_and_the_journal_knows(cast, twin):
    made = merge(cast.eli, cast.community, cast.ben, twin)
    run_due()

    assert sorted(letter.to[0] for letter in mail.outbox) == ["ben-roth@example.org", "benjamin@example.org"]
    entry = Entry.objects.get(name="AccountsMerged")
    assert (entry.actor, entry.payload["merge"]) == (cast.eli.id, str(made.id))


def test_undone_everything_is_as_it_was(cast, twin):
    make_note(cast.team, twin)
    make_note(cast.team, twin, None)
    for who in (twin, cast.ben):
        follow(who, cast.community.thing_ptr)
    EmailAddress.objects.create(user=twin.account, email="benjamin@example.org", verified=True, primary=True)
    before = contents()

    made = merge(cast.eli, cast.community, cast.ben, twin)
    changed = contents()
    lost = undo_merge(cast.eli, made)

    after = contents()
    for each in (before, changed, after):  # its key is new, all else the same
        each["account_emailaddress"] = [row.partition(",")[2] for row in each["account_emailaddress"]]
    assert changed != before
    assert (lost, {name for name in after if after[name] != before[name]}) == (0, set())


def test_what_came_after_stays_when_it_is_undone(cast, twin):
    made = merge(cast.eli, cast.community, cast.ben, twin)
    later = make_note(cast.team, cast.ben)

    undo_merge(cast.eli, made)

    assert Thing.objects.get(id=later.id).author == cast.ben


def test_after_thirty_days_it_stands(cast, twin):
    made = merge(cast.eli, cast.community, cast.ben, twin)

    with clock.frozen(clock.now() + timedelta(days=31)), pytest.raises(Refused) as refusal:
        undo_merge(cast.eli, made)

    assert refusal.value.status == 410


def test_undone_twice_is_refused(cast, twin):
    made = merge(cast.eli, cast.community, cast.ben, twin)
    undo_merge(cast.eli, made)

    with pytest.raises(Refused):
        undo_merge(cast.eli, made)


def test_the_numbers_foretell_what_happens(cast, twin):
    make_note(cast.team, twin)
    foretold = {effect.name: (effect.moves, effect.aside) for effect in effects(cast.ben, twin)}

    assert foretold["What they made and said"] == (1, 0)
    assert foretold["Memberships"] == (0, 2), "Ben was here first"


def test_offices_are_not_merged(cast, twin):
    set_role(cast.eli, cast.community, twin, Role.CURATOR)

    with pytest.raises(Refused):
        merge(cast.eli, cast.community, cast.ben, twin)


def test_someone_who_belongs_elsewhere_too_is_the_operators_to_merge(cast, twin):
    from allmende.commons.spaces.testing import make_community

    other = make_community(cast.dora, "Harbour")
    make_member(other, twin)

    with pytest.raises(Refused, match="whoever runs this node"):
        merge(cast.eli, cast.community, cast.ben, twin)
    cast.eli.account.is_superuser = True
    cast.eli.account.save()
    merge(cast.eli, cast.community, cast.ben, twin)


def test_in_the_browser_from_side_by_side_to_undone(cast, twin, signed_in):
    make_note(cast.team, twin)
    eli = signed_in(cast.eli)
    url = f"/arrivals/merges/comparison/?kept=@ben-roth&gone={twin.handle}"
    shown = eli.get(url).content.decode()
    done = eli.post("/arrivals/merges/comparison/", {"kept": "ben-roth", "gone": twin.handle, "reason": "Told me"})
    page = eli.get(done.url).content.decode()
    eli.post(f"{done.url}removal/")

    assert "be…@example.org" in shown
    assert "benjamin@example.org" not in shown
    assert "These two accounts are one now." in page
    assert Merge.objects.get().undone is not None


def test_a_handle_of_nobody_here_is_said_at_its_field(cast, signed_in):
    answer = signed_in(cast.eli).get("/arrivals/merges/comparison/?kept=ben-roth&gone=dora-weit")

    assert answer.status_code == 422
    assert "Nobody in this community has this handle." in answer.content.decode()


def test_what_the_other_account_was_sent_is_still_answered(cast, twin, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example")
    note = make_note(cast.team, cast.ada)
    address, sender = reply_address("comment", twin.id, note.id), twin.account.email
    EmailAddress.objects.update_or_create(user=twin.account, email=sender, defaults={"verified": True})
    merge(cast.eli, cast.community, cast.ben, twin)
    mail = f"From: {sender}\r\nMessage-ID: <1@x>\r\n\r\nHow deep is it?\r\n".encode()

    (row,) = receive(mail, Envelope(sender, (address,), "lmtp"))

    assert (row.outcome, row.actor) == ("done", cast.ben.id)
    assert list(Comment.objects.values_list("author", "text")) == [(cast.ben.id, "How deep is it?")]
