"""What a file says of people beside their names, put where profiles keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import audience_for
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.people.profiles.commands.saying import skill
from allmende.people.profiles.models import Detail, Key, Managed


@dataclass(frozen=True, slots=True)
class Face:
    """What is said of someone new."""

    person: UUID
    skills: tuple[str, ...]
    about: str
    is_managed: bool


@dataclass(slots=True)
class Faces:
    """Writes profiles of people who are new, seen by the community until they decide otherwise themselves.

    What a skill is called is asked once for each name.
    """

    actor: Actor
    root: Space
    named: dict[str, str] = field(default_factory=dict)

    def tell(self, faces: Sequence[Face]) -> None:
        """Write details and, for those without an account, who cares for their profile; in the caller's transaction."""
        audience = audience_for(self.root, Layer.COMMUNITY, self.actor)
        details = [
            Detail(actor_id=face.person, key=Key.TEXT, audience=audience, text=face.about)
            for face in faces
            if face.about
        ]
        for face in faces:
            keys = dict.fromkeys(key for label in face.skills if (key := self._key_of(label)))
            texts = {self._key_of(label): label for label in reversed(face.skills)}
            details += [
                Detail(
                    actor_id=face.person, key=Key.SKILL, audience=audience, position=place, word=key, text=texts[key]
                )
                for place, key in enumerate(keys)
            ]  # fmt: skip
        Detail.objects.bulk_create(details, batch_size=500)
        Managed.objects.bulk_create(
            [Managed(actor_id=face.person, root=self.root, manager=self.actor) for face in faces if face.is_managed],
            batch_size=500,
        )

    def _key_of(self, label: str) -> str:
        """Return a skill's one spelling; nothing for what names no skill."""
        if label not in self.named:
            try:
                self.named[label] = skill(label, self.root.language).word
            except Refused:
                self.named[label] = ""
        return self.named[label]
