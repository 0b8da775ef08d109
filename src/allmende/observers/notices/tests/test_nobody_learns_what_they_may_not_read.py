"""Nobody learns by a notice, a mail, a digest or a device what they may not read: each layer, by each way.

Everyone is given a notice, as if they had been concerned while they could see it; then it is told.
"""

import json

import pytest
from django.core import mail

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.push.testing import Device as Browser
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands.devices import add_device
from allmende.observers.notices.commands.wishing import choose, wish
from allmende.observers.notices.models import Channel, Delivery, Mail, Notice
from allmende.observers.notices.presets import Ways
from allmende.observers.notices.queries.centre import explained, lines_of

pytestmark = pytest.mark.django_db
EVERYONE = ("dora", "finn", "ben", "ada", "eli")
SEES = {
    None: {"ben"},
    Layer.TEAM: {"ben", "ada", "eli"},
    Layer.COMMUNITY: {"finn", "ben", "ada", "eli"},
    Layer.PUBLIC: {"dora", "finn", "ben", "ada", "eli"},
}
"""Who may read a note of Ben's in the team, by layer."""
HOW = {
    "app": Ways(),
    "mail": Ways(mail=Mail.AT_ONCE),
    "daily": Ways(mail=Mail.DAILY),
    "weekly": Ways(mail=Mail.WEEKLY),
    "push": Ways(push=True),
}


@pytest.mark.parametrize("way", HOW)
@pytest.mark.parametrize("layer", SEES)
def test_only_who_may_read_it_is_told(cast, service, layer, way):
    for outward in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, outward, Mode.FREE)
    note = make_note(cast.team, cast.ben, layer, title="The secret pond")
    said = comment(cast.ben, note, "It is cold.") if layer else None
    pull_all()
    browsers = {who: Browser() for who in EVERYONE}
    for who, browser in browsers.items():
        actor = getattr(cast, who)
        choose(actor, {"talk": HOW[way]})
        add_device(actor, f"{service.url}{who}", browser.public, browser.secret, who)
        notice = Notice.objects.create(
            actor=actor, activity=Entry.objects.first().id, reason="threads.reply", by=cast.eli.id, thing=note, spot=said, at=clock.now()
        )  # fmt: skip
        if way != "app":
            Delivery.objects.create(notice=notice, actor=actor, channel=Channel(way), due=clock.now())
    mail.outbox.clear()
    run_due()

    assert {who for who in EVERYONE if "secret" in told(cast, who, way, service, browsers)} == SEES[layer]


def told(cast, who, way, service, browsers):
    """All that someone learns by a way, in words."""
    actor = Actor.objects.get(id=getattr(cast, who).id)
    if way == "app":
        page = lines_of(actor).items
        why = [explained(actor, key) for key in Notice.objects.filter(actor=actor).values_list("id", flat=True)]
        return str(page) + str([one.item.sentence for one in why if one])
    if way == "push":
        return str([json.loads(browsers[who].read(body)) for path, body in service.bodies if path.endswith(who)])
    return str(
        [
            letter.subject + letter.body + str(letter.alternatives)
            for letter in mail.outbox
            if letter.to == [actor.account.email]
        ]
    )


def test_without_content_no_way_out_names_anything(cast, post):
    note = make_note(cast.team, cast.ada, title="The secret pond")
    wish(cast.ada, no_content=True)
    comment(cast.ben, note, "It is cold.")

    (letter,) = post(cast.ada, days=1)

    words = letter.subject + letter.body + str(letter.alternatives)
    assert not [word for word in ("secret", "cold", "Ben Roth") if word in words]
