"""What people fill in on the way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import may_take_in
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.identity.actors.forms import PersonField
from allmende.identity.actors.models import Actor
from allmende.people.nominations.models import EntryRule, Request, Shown, Tie, Way
from allmende.people.nominations.rules import is_open, may_nominate


class Email(LineInput):
    """An address as it was typed; whether it can be one is for the command to say, also where its domain is not ASCII."""

    widget = forms.EmailInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)


class NominationForm(forms.Form):
    """Whom, and why."""

    place = forms.ChoiceField(label=_("Where to"))
    name = LineInput(label=_("Name"), max_length=120, help_text=_("As you would introduce them."))
    email = Email(label=_("E-mail"), help_text=_("The invitation goes there. Only you and the curators see it."))
    language = forms.ChoiceField(label=_("In which language do we write?"), choices=settings.LANGUAGES)
    why = TextInput(
        label=_("Why do they fit?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What they bring, what they care about. Members read it, and decide by it whether to vouch."),
    )  # fmt: skip
    tie = forms.ChoiceField(label=_("How well do you know each other?"), choices=Tie.choices, widget=forms.RadioSelect)
    known_from = LineInput(
        label=_("Where from?"), max_length=280, required=False,
        help_text=_("A loose acquaintance is welcome: it often brings in what is new."),
    )  # fmt: skip
    wishes = forms.MultipleChoiceField(
        label=_("Which spaces would suit them?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They belong there as soon as they are members."),
    )  # fmt: skip
    knows = forms.BooleanField(label=_("They know that I nominate them, and it is fine with them."))

    def __init__(self, *args: Any, reader: Actor, root: Space, request: Request | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = list(
            Space.objects.visible_to(reader)
            .filter(root=root.id, archived=None)
            .select_related("root")
            .order_by("title")
        )
        self.places = {space.slug: space for space in [root, *inside] if may_nominate(reader, space)}
        self.fields["place"].choices = [(slug, space.title) for slug, space in self.places.items()]  # type: ignore[attr-defined]
        self.spaces = {space.slug: space for space in inside if is_open(reader, space) or may_take_in(reader, space)}
        self.fields["wishes"].choices = [(slug, space.title) for slug, space in self.spaces.items()]  # type: ignore[attr-defined]
        if not self.spaces:
            del self.fields["wishes"]
        if request is not None:
            for name in ("place", "name", "email", "knows"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        told = {name: data[name] for name in ("name", "email", "why", "known_from", "language") if name in data}
        return {**told, "tie": Tie(data["tie"]), "wishes": [self.spaces[slug] for slug in data.get("wishes", ())]}


class VouchForm(forms.Form):
    """Why one vouches."""

    text = TextInput(
        label=_("What do you know of them?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tie = forms.ChoiceField(
        label=_("How well do you know each other?"), choices=Tie.choices, widget=forms.RadioSelect, initial=Tie.WEAK
    )


class ConcernForm(forms.Form):
    """What makes one hesitate."""

    text = TextInput(
        label=_("What concerns you?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the curators read it, and you."),
    )  # fmt: skip


class PersonForm(forms.Form):
    """A member who is asked to vouch."""

    person = PersonField(label=_("Who could vouch?"))


class ReasonForm(forms.Form):
    """The reason of a decision, or of an appeal."""

    reason = TextInput(label=_("Your reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RefusalForm(forms.Form):
    """Why one would rather not come; nobody has to say."""

    words = TextInput(
        label=_("A sentence, if you like"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever nominated you and the curators read it."),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code of six digits."""

    code = LineInput(label=_("Code"), max_length=12, help_text=_("Six digits, in the mail that we have just sent."))

    def clean_code(self) -> str:
        """Without the spaces that people type."""
        return "".join(self.cleaned_data["code"].split())


class AskForm(forms.Form):
    """A guest's request to be nominated."""

    name = LineInput(label=_("Your name"), max_length=120)
    email = Email(label=_("Your e-mail"), help_text=_("We send a link there, so that we know it is yours."))
    about = TextInput(
        label=_("About you"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What draws you here, what you like to do. Members read it."),
    )  # fmt: skip
    knows = LineInput(
        label=_("Whom do you know here?"), max_length=280, required=False,
        help_text=_("Nobody yet? That is fine too."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        return dict(self.cleaned_data)


class ApplicationForm(forms.Form):
    """An application: name, address, and the questions of the space."""

    name = LineInput(label=_("Your name"), max_length=120)
    email = Email(label=_("Your e-mail"), help_text=_("We send a link there, so that we know it is yours."))

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = TextInput(
                label=question, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
            )

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        answers = [(question, data[f"q{number}"]) for number, question in enumerate(self.questions)]
        return {"name": data["name"], "email": data["email"], "answers": answers}


WAYS = {
    Way.NOMINATION: _("By nomination: members bring in people whom they trust, others vouch, the curators admit"),
    Way.APPLICATION: _("By application: whoever wants to come answers your questions, the curators admit"),
    Way.LINK: _("By invitation link: whoever has one of your links comes in"),
    Way.OPEN: _("Open: everyone comes in with one step"),
    Way.HOSTS: _("Taken in: those who care for the space take people in themselves"),
}


class EntryForm(forms.Form):
    """How people come in."""

    way = forms.ChoiceField(label=_("How do people come in?"), widget=forms.RadioSelect)
    vouches = forms.IntegerField(label=_("How many vouch"), min_value=1, max_value=10)
    quorum = forms.IntegerField(label=_("How many speak at least"), min_value=1, max_value=20)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=90)
    shown_to = forms.ChoiceField(label=_("Who sees who has vouched?"), choices=Shown.choices, widget=forms.RadioSelect)
    tells_concerns = forms.BooleanField(
        label=_("Whoever nominated learns that there is a concern, without its text"), required=False
    )
    questions = TextInput(
        label=_("Questions"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One in each line."),
    )  # fmt: skip
    guests_take_part = forms.BooleanField(
        label=_("Guests with an account take part in what is public"), required=False,
        help_text=_("They comment on public calls and contribute; they vote on nothing."),
    )  # fmt: skip
    wants_guardians = forms.BooleanField(
        label=_("The young come in with their guardian's consent"), required=False,
        help_text=_("Those below 16 are asked for it before they belong."),
    )  # fmt: skip
    FIELDS = (
        "way", "vouches", "quorum", "days", "shown_to", "tells_concerns", "questions", "guests_take_part", "wants_guardians",
    )  # fmt: skip

    def __init__(self, *args: Any, place: Space, rule: EntryRule, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(rule, name) for name in self.FIELDS}, **kwargs)
        fitting = [way for way in Way if place.root_id or way != Way.HOSTS]
        self.fields["way"].choices = [(way.value, WAYS[way]) for way in fitting]  # type: ignore[attr-defined]
        if place.root_id:
            del self.fields["guests_take_part"], self.fields["wants_guardians"]
        if place.purpose == SpaceKind.GROUP:
            self.fields["way"].help_text = _("Interest groups are usually open to every member.")


class LinkForm(forms.Form):
    """An invitation link to be made."""

    label = LineInput(
        label=_("For what?"), max_length=80, required=False, help_text=_("Such as: poster at the market.")
    )
    most_uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=1000, initial=10)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=90, initial=14)


class PlanForm(forms.Form):
    """How many each month."""

    places = forms.IntegerField(
        label=_("How many each month"), min_value=0, max_value=10_000, required=False,
        help_text=_("From this month on. Empty is no limit."),
    )  # fmt: skip
    fills_itself = forms.BooleanField(
        label=_("By itself: on the first of the month those at the top of the waiting list are admitted"),
        required=False,
    )
