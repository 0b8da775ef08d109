"""The ten questions before a project: what each asks, why, and how a concrete answer differs from a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Text


class Question(models.TextChoices):
    """The ten questions, in the order in which they are asked."""

    WHERE = "where", _("Where it helps most")
    GAIN = "gain", _("Give and take")
    RISKS = "risks", _("Risks")
    WHOM = "whom", _("Whom and why")
    CULTURE = "culture", _("Culture")
    METHODS = "methods", _("Methods")
    STAFF = "staff", _("Our own people")
    SKILLS = "skills", _("Skills to build")
    NETWORK = "network", _("Network effect")
    TIME = "time", _("Time and experience")


@dataclass(frozen=True)
class Asked:
    """A question in full: its words, what to think of, an answer from another project that is concrete, and one that isn't.

    The examples explain what is meant by concrete; nothing of them is ever filled in for anybody.
    """

    key: Question
    words: Text
    explains: Text
    concrete: Text
    phrase: Text


QUESTIONS = {
    asked.key: asked
    for asked in (
        Asked(
            Question.WHERE, _("Where in the process does involving people help most?"),
            _("Name the step, and what can still change in it. People notice when everything has been decided already."),
            _("Before the lines are drawn: where the cycle path runs is open until 15 March, its width is not."),
            _("As early as possible, and all the way through."),
        ),
        Asked(
            Question.GAIN, _("What do people gain, what do we give, and how do we show our thanks?"),
            _("Take each group by itself: what it takes home, what we are ready to give for it, and when it hears thank you."),
            _("The twelve who test keep their rain gauge, and in June they read what their figures changed."),
            _("We appreciate every contribution."),
        ),
        Asked(
            Question.RISKS, _("What can go wrong, and what do we do about it beforehand?"),
            _("Name what one would rather not say aloud, and who does what before it happens. Each becomes a line among the risks."),
            _("The three loudest speak for forty: Mara asks all of them by letter first, and reads the answers out."),
            _("We keep an eye on the risks."),
        ),
        Asked(
            Question.WHOM, _("Whom do we involve, and why them?"),
            _("Who is affected, who knows something that we don't, and who is usually not asked?"),
            _("The eight households of the lower lane, because the water stands in their cellars."),
            _("All relevant stakeholders."),
        ),
        Asked(
            Question.CULTURE, _("Which cultural conditions are still missing?"),
            _("What would people have to trust, be allowed, or have seen work, before they say what they think?"),
            _("Nobody in the department has ever answered a question in public. Two of them practise it in April."),
            _("We need more openness."),
        ),
        Asked(
            Question.METHODS, _("With which methods, online and offline?"),
            _("Which step happens where, for whom, and what lies on the table after it?"),
            _("A walk along the ditch for those who don't write online; its photos are the first contributions."),
            _("A good mix of online and offline formats."),
        ),
        Asked(
            Question.STAFF, _("Which qualities do our own people need, and who fits?"),
            _("Name the quality and the person. Where nobody fits, say so: that is an answer too."),
            _("Someone who stays calm when it gets loud: Jonas led the tenants' meeting. Nobody here can draw."),
            _("A communicative team that pulls together."),
        ),
        Asked(
            Question.SKILLS, _("Which methods and skills do we build up first?"),
            _("What can't we do yet, who learns it, from whom, and by when?"),
            _("Two of us learn to lead a jury from the neighbouring cooperative, on two evenings in February."),
            _("We keep training ourselves."),
        ),
        Asked(
            Question.NETWORK, _("How do we use the network effect, and who helps when it surges?"),
            _("Who passes it on to whom, and what happens on the day when ten times as many come as were expected?"),
            _("Each garden brings its neighbours. From fifty contributions a day on, two from the hub read along every evening."),
            _("It will go viral."),
        ),
        Asked(
            Question.TIME, _("Whose time does it take, how much of it, and which experience from outside?"),
            _("Count hours for each person and week, and say what is bought or asked for elsewhere."),
            _("Mara: four hours a week until June. A lawyer for two afternoons, asked by the first of March."),
            _("Sufficient resources are available."),
        ),
    )
}  # fmt: skip
