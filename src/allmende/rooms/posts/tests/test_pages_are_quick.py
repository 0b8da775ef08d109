"""So many statements, however many posts there are: at one and at three, in lists and on the page of one."""

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_cast
from allmende.commons.threads.commands import comment
from allmende.foundation.tasks.worker import run_due
from allmende.rooms.posts.testing import TEA, make_post
from tools.statements import asked

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_ask_the_same_however_much_stands_on_them():
    cast = make_cast()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    counts = []
    for _more in range(2):
        for _number in range(1 if not counts else 2):
            post = make_post(cast.ada, cast.team, text="Hello @eli-stein and #frogs", poll=TEA, layer=Layer.COMMUNITY)
            for number in range(20):
                comment(cast.finn, post, f"Word {number}")
        run_due()
        pages = ["/", f"/spaces/{cast.team.slug}/", "/posts/", f"/posts/?in={cast.team.slug}", f"/posts/{post.id}/"]
        counts.append([_count(client, page) for page in pages])

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12


def _count(client: Client, page: str) -> int:
    client.get(page)
    with asked() as statements:
        assert client.get(page).status_code == 200
    return len(statements)
