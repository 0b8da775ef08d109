"""The outbox in a browser without scripts: drafting, looking at it, letting it go, reading and answering it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.rooms.messages.commands import Words, draft_announcement, release, send_out
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import Chosen

WORDS = {
    "en": Words("Summer feast", "We *celebrate* on Saturday."),
    "de": Words("Sommerfest", "Wir feiern am Samstag."),
}


@pytest.mark.django_db
def test_an_announcement_from_the_first_word_to_the_answer(cast, signed_in):
    eli, ben, root = signed_in(cast.eli), signed_in(cast.ben), cast.community
    assert ben.get(reverse("messages:outbox", args=[root.slug])).status_code == 403
    assert "Nothing was written" in eli.get(reverse("messages:outbox", args=[root.slug])).content.decode()

    answer = eli.post(
        reverse("messages:outbox_new", args=[root.slug]), {"title_en": "Feast", "text_en": "", "level": "0"}
    )
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()
    answer = eli.post(
        reverse("messages:outbox_new", args=[root.slug]),
        {"title_en": "Feast", "text_en": "On *Saturday*.", "level": "0"},
    )
    made = Announcement.objects.get()
    page = eli.get(answer.url).content.decode()
    assert "It reaches 3 people." in page
    assert "<em>Saturday</em>" in page
    assert "Who reads in it gets English" in eli.get(f"{answer.url}?language=it").content.decode()
    framed = eli.get(reverse("messages:outbox_mail", args=[made.pk, "en"]))
    assert framed["Content-Security-Policy"].endswith("sandbox")
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert ">Feast<" in framed.content.decode()

    eli.post(reverse("messages:outbox_release", args=[made.pk]), {"due": ""})
    send_out()
    pull_all()
    assert "Feast" in ben.get(reverse("messages:announcements")).content.decode()
    url = reverse("messages:announcement", args=[made.pk])
    assert "<em>Saturday</em>" in ben.get(url).content.decode()
    answer = ben.post(reverse("messages:answers", args=[made.pk]), {"text": "I come."}, follow=True)
    assert "I come." in answer.content.decode()

    queue = eli.get(reverse("messages:queue", args=[root.slug])).content.decode()
    assert "Ben Roth" in queue
    assert "I come." in queue
    assert "Ben Roth" in eli.get(reverse("messages:outbox", args=[root.slug])).content.decode()
    outcome = eli.get(reverse("messages:outbox_announcement", args=[made.pk])).content.decode()
    assert "answered" in outcome
    assert "Who opened it nobody knows" in outcome


@pytest.mark.django_db
def test_a_trial_goes_to_oneself_alone(cast, signed_in):
    made = draft_announcement(cast.eli, cast.community, WORDS, Chosen())
    run_due()
    mail.outbox.clear()

    signed_in(cast.eli).post(reverse("messages:outbox_trial", args=[made.pk]), {"language": "de"})
    run_due()

    assert [(one.to, one.subject) for one in mail.outbox] == [([cast.eli.account.email], "Sommerfest")]


@pytest.mark.django_db
def test_who_has_it_reads_that_it_was_taken_back_and_why(cast, signed_in):
    made = release(cast.eli, draft_announcement(cast.eli, cast.community, WORDS, Chosen()))
    send_out()
    signed_in(cast.eli).post(reverse("messages:outbox_withdrawal", args=[made.pk]), {"note": "The date was wrong."})

    page = signed_in(cast.ben).get(reverse("messages:announcement", args=[made.pk])).content.decode()

    assert "The date was wrong." in page
    assert "celebrate" not in page
    assert Announcement.objects.get().state == AnnouncementState.WITHDRAWN


@pytest.mark.django_db
def test_the_bar_says_how_far_it_is_also_after_a_reload(cast, signed_in, monkeypatch):
    from allmende.rooms.messages.commands import sending

    monkeypatch.setattr(sending, "STEP", 1)
    made = release(cast.eli, draft_announcement(cast.eli, cast.community, WORDS, Chosen()))
    send_out()

    page = signed_in(cast.eli).get(reverse("messages:outbox_announcement", args=[made.pk])).content.decode()

    assert "1 of 3" in page
    assert 'hx-trigger="every 2s"' in page
