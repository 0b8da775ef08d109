"""What the chapters share: who is here by now, which spaces and calls there are, and the pictures on their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from allmende.commons.files.commands import store_picture
from allmende.commons.files.models import File
from allmende.commons.spaces.commands import decide_passage
from allmende.commons.spaces.models import Passage, PassageState, Space
from allmende.commons.things.models import Thing
from allmende.surfaces.demo.reading import Motif, Step, Story, motif_words

if TYPE_CHECKING:
    from allmende.identity.actors.models import Actor
    from allmende.people.welcome.models import Commitment
    from allmende.rooms.calls.models import Call, Contribution
    from allmende.rooms.posts.models import Post
    from allmende.surfaces.demo.diary import Diary
    from allmende.surfaces.demo.pictures.developing import Darkroom
    from allmende.surfaces.demo.together import Together


@dataclass
class Town:
    """The demo community while it is being lived: by handle the people, by slug the spaces and calls."""

    story: Story
    together: Together
    diary: Diary
    darkroom: Darkroom
    actors: dict[str, Actor] = field(default_factory=dict)
    spaces: dict[str, UUID] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    entries: dict[tuple[str, str], Contribution] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    lines: dict[str, Commitment] = field(default_factory=dict)

    def space(self, slug: str) -> Space:
        """A space as it is now."""
        return Space.objects.select_related("root", "audience").get(id=self.spaces[slug])

    @property
    def root(self) -> Space:
        """The community as it is now."""
        return self.space(self.story.community.slug)

    @property
    def carer(self) -> Actor:
        """Whoever has the duty for the community."""
        return self.actors[next(person.handle for person in self.story.people if person.duty == "community")]

    def hang(self, actor: Actor, thing: Thing, key: str, motif: Motif, language: str) -> File:
        """Let an actor add the picture of a thing, described in its language."""
        alt = motif_words()[motif.motif][language]
        return store_picture(actor, self.darkroom.collect(key), thing=thing, alt=alt)

    def review(self, thing: UUID, curators: Sequence[str]) -> None:
        """Let a curator, not whoever asked, wave a waiting thing through; nothing happens where nothing waits."""
        passage = Passage.objects.filter(thing_id=thing, state=PassageState.WAITING).select_related("asked_by").first()
        if passage is not None:
            decider = next(handle for handle in curators if handle != passage.asked_by.handle)
            decide_passage(self.actors[decider], passage, passes=True)

    def decide(self, thing: UUID, step: Step) -> None:
        """Let a curator decide what was asked for."""
        passage = Passage.objects.get(thing_id=thing, state=PassageState.WAITING)
        decide_passage(self.actors[step.decided_by], passage, passes=step.passes, reason=step.reason)

    @property
    def curators(self) -> list[str]:
        """Those who look at what waits, beginning with whoever cares for the community."""
        named = [person.handle for person in self.story.people if "curator" in person.roles]
        return named[1:] + named[:1]
