"""Where a post is written: on its own page, or in place of the line that opens it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.above import ABOVE, Way
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.queries import voices_of, who_will_see
from allmende.commons.spaces.reach import layers_of
from allmende.foundation import clock
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.posts.forms import PostForm
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.rules import may_reach, may_share


def composer(
    reader: Reader, place: Space, form: PostForm | None = None, *, has_focus: bool = False
) -> dict[str, Any] | None:
    """Return what the form for a post in a space needs; None for whom may not share there."""
    if not isinstance(reader, Actor) or not may_share(reader, place):
        return None
    usual = usual_layer(place)
    form = form or PostForm(place=place, initial={"language": reader.language, "layer": usual})
    if has_focus:
        form.fields["text"].widget.attrs["data-focus"] = ""
    return {
        "place": place, "form": form,
        "action": f"{reverse('posts:new')}?in={place.slug}", "autosave": f"{reverse('posts:begin')}?in={place.slug}",
        "token": clock.new_id(), "layers": layer_choices(reader, place), "layer": usual,
        "who_will_see": who_will_see(place, Layer(usual), reader), "voices": voices_of(reader), "revision": 0,
        "ways": [(way, True) for way in ABOVE.ways_out(place)],
    }  # fmt: skip


def usual_layer(place: Space) -> int:
    """The layer that is chosen unless someone says otherwise: a space's own members."""
    return int(Layer.TEAM if place.root_id else Layer.COMMUNITY)


def layer_choices(author: Actor, place: Space) -> list[dict[str, Any]]:
    """Return the layers on which someone may share in a space: who would see it in a sentence with its number, or why it can't be."""
    return [_choice(author, place, layer) for layer in layers_of(place)[1:]]


def _choice(author: Actor, place: Space, layer: Layer) -> dict[str, Any]:
    mode, verdict = strictest_mode(place, Layer.PRIVATE, layer, author), may_reach(author, place, layer)
    if mode == Mode.CLOSED:
        refusal: Any = _("This space keeps such things inside.")
    else:
        refusal = "" if verdict else verdict.reason
    note = _("First reviewed by the curators.") if mode == Mode.REVIEWED else ""
    return {
        "level": int(layer),
        "who": " ".join(filter(None, [who_will_see(place, layer, author), note])),
        "refusal": refusal,
    }


def ways_for(post: Post) -> list[tuple[Way, bool]]:
    """Return by which outside channels a post goes once it is public, and whether by each; none where it is shared already."""
    ways = ABOVE.ways_out(post.place) if post.state != PostState.OPEN else []
    without = ABOVE.left_out(post) if ways else ()
    return [(way, way.id not in without) for way in ways]
