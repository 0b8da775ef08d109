"""The community as an app: its own name, colours and icons; what a device keeps; how heavy our scripts are."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import allmende
from allmende.commons.spaces.commands import change_space
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import comment
from allmende.surfaces.web.installing.icons import BRAND, icon, version_of
from allmende.surfaces.web.installing.person import person_key

SCRIPTS = Path(allmende.__file__).parent / "static" / "allmende" / "js"
WORKER = Path(allmende.__file__).parent / "surfaces" / "web" / "installing" / "worker.js"
LIGHT = 40_000


@pytest.mark.once
def test_all_our_scripts_together_are_light() -> None:
    everything = [*SCRIPTS.glob("*.js"), WORKER]
    assert len(everything) > 10
    assert sum(len(gzip.compress(path.read_bytes())) for path in everything) <= LIGHT


@pytest.mark.django_db
def test_the_app_looks_like_its_community(cast: Cast, client: Any) -> None:
    change_space(cast.eli, cast.community, colour="#b01e3a")

    told = client.get("/app.webmanifest").json()
    icons = {
        (one["purpose"], one["sizes"]): Image.open(io.BytesIO(client.get(one["src"]).content)) for one in told["icons"]
    }

    assert (told["name"], told["short_name"], told["display"], told["start_url"]) == (
        "Meadow",
        "Meadow",
        "standalone",
        "/",
    )
    assert "Allmende" not in str(told)
    assert {key: image.size for key, image in icons.items()} == {
        ("any", "192x192"): (192, 192), ("any", "512x512"): (512, 512),
        ("maskable", "192x192"): (192, 192), ("maskable", "512x512"): (512, 512),
    }  # fmt: skip
    brand = tuple(int(told["theme_color"][k : k + 2], 16) for k in (1, 3, 5))
    assert brand in {colour for _count, colour in icons["maskable", "192x192"].getcolors(99_999)}
    # what launchers cut off (outside the inner 80 %) is paper
    assert {icons["maskable", "512x512"].getpixel(at) for at in ((70, 70), (441, 70), (70, 441), (441, 441))} == {
        (0xF4, 0xF6, 0xEF)
    }


@pytest.mark.django_db
def test_under_a_host_name_of_its_own_the_app_shows_nothing_of_the_house(cast: Cast, client: Any) -> None:
    drawn = {client.get("/app-icon/any-192.png").content}
    Space.objects.filter(id=cast.community.id).update(host="meadow.example")
    for colour in ("", "#b01e3a"):
        Space.objects.filter(id=cast.community.id).update(colour=colour)
        cast.community.refresh_from_db()
        drawn.add(icon(cast.community, 192, is_maskable=False))
        assert BRAND[1:] not in version_of(cast.community)

    assert len(drawn) == 3


@pytest.mark.django_db
def test_a_long_name_is_cut_between_words(cast: Cast, client: Any) -> None:
    change_space(cast.eli, cast.community, name="The meadow behind the mill")
    assert client.get("/app.webmanifest").json()["short_name"] == "The meadow"


@pytest.mark.django_db
def test_a_page_says_whose_it_is_and_names_nobody(cast: Cast, client: Any) -> None:
    assert "data-me" not in client.get("/").content.decode()
    client.force_login(cast.ben.account)
    assert f'data-me="{person_key(cast.ben)}"' in client.get("/").content.decode()
    assert person_key(cast.ben) != person_key(cast.ada)


@pytest.mark.django_db
@pytest.mark.parametrize("said", [1, 3])
def test_news_of_a_talk_come_in_their_places(
    cast: Cast, client: Any, said: int, django_assert_num_queries: Any
) -> None:
    note = make_note(cast.team, cast.ada)
    first = comment(cast.ben, note, "Known to the page")
    for number in range(said):
        comment(cast.ada, note, f"New {number}")
        comment(cast.ada, note, f"Reply {number}", parent=first)
    comment(cast.ben, note, "My own")
    client.force_login(cast.ben.account)
    address, htmx = f"/id/{note.id}/comments/news/?after={first.id}&whole=1", {"HX-Request": "true"}

    hint = client.get(address, headers=htmx).content.decode()
    client.get(f"{address}&show=1", headers=htmx)
    with django_assert_num_queries(STATEMENTS):
        shown = client.get(f"{address}&show=1", headers=htmx).content.decode()

    assert f"{2 * said} new comments" in hint
    assert "New 0" not in hint
    assert all(f"New {n}" in shown and f"Reply {n}" in shown for n in range(said))
    assert "My own" not in shown
    assert f'hx-target="#c-{first.id}"' in shown


STATEMENTS = 11
