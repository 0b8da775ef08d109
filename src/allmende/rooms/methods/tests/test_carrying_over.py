"""A finding goes on as a draft of one's own where a room takes such a thing; the rooms know each other by their doors only."""

from __future__ import annotations

import re
from html import unescape

import pytest

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call
from allmende.rooms.methods.commands import conclude, enter_results, keep_findings

pytestmark = pytest.mark.django_db


def test_a_finding_becomes_the_draft_of_a_contribution(cast, session, client):
    with clock.frozen(NOON):
        make_call(cast.ada, cast.team)
        enter_results(cast.ada, session, "A pond & reeds")
        found = conclude(cast.ada, session)
        [finding] = keep_findings(cast.ada, found, [found.notes.get().id], Layer.TEAM)
        client.force_login(cast.ben.account)

        page = client.get(f"/methods/findings/{finding.id}/").content.decode()
        [link] = re.findall(r'href="(/calls/[^"]+/contributions/new/\?[^"]+)"', page)
        form = client.get(unescape(link)).content.decode()

    assert 'value="A pond &amp; reeds"' in form
