"""`allmende found`: by options or by answers, whole or not at all; `allmende createadmin` beside it."""

import re

import pytest
from click.testing import CliRunner

from allmende.commons.spaces.models import Membership, Space
from allmende.identity.accounts.models import Account
from allmende.surfaces.cli import allmende

pytestmark = pytest.mark.django_db

OPTIONS = ["found", "--name", "Niederrhein", "--kind", "education", "--language", "it", "--opens", "2027-03-01"]


def test_a_community_is_founded_by_options(client):
    answer = CliRunner().invoke(allmende, [*OPTIONS, "--circle", "Ada Berg <ada@example.org>, ben.roth@example.org"])

    assert answer.exit_code == 0, answer.output
    space = Space.objects.get()
    assert (space.title, space.preset, space.language, str(space.opens_on)) == (
        "Niederrhein", "education", "it", "2027-03-01",
    )  # fmt: skip
    assert sorted(Membership.objects.values_list("actor__name", "role")) == [
        ("Ada Berg", "curator"), ("Ben Roth", "curator"),
    ]  # fmt: skip


def test_the_circle_chooses_passwords_by_the_links_that_are_printed(client):
    answer = CliRunner().invoke(allmende, [*OPTIONS, "--circle", "Ada Berg <ada@example.org>"])

    link = re.search(r"https?://[^/]+(/\S+)", answer.output).group(1)

    page = client.get(link, follow=True)
    assert page.status_code == 200
    assert "password" in page.content.decode()


def test_what_options_do_not_say_is_asked_for():
    answers = "Meadow\nada@example.org\nbrand\nen\n\n"

    answer = CliRunner().invoke(allmende, ["found"], input=answers)

    assert answer.exit_code == 0, answer.output
    space = Space.objects.get()
    assert (space.title, space.preset, space.language, space.opens_on) == ("Meadow", "brand", "en", None)


def test_a_second_community_needs_a_host_name_of_its_own():
    CliRunner().invoke(allmende, [*OPTIONS, "--circle", "ada@example.org"])

    refused = CliRunner().invoke(allmende, [*OPTIONS, "--circle", "eve@example.org"])
    founded = CliRunner().invoke(allmende, [*OPTIONS, "--circle", "ada@example.org", "--host", "two.example.org"])

    assert refused.exit_code == 1
    assert "--host" in refused.output
    assert founded.exit_code == 0, founded.output
    assert Space.objects.count() == 2
    assert Account.objects.count() == 1


def test_nothing_is_left_of_a_founding_that_is_refused():
    answer = CliRunner().invoke(allmende, ["found", "--name", "!", "--kind", "brand", "--circle", "ada@example.org"])

    assert answer.exit_code != 0
    assert not Space.objects.exists()
    assert not Account.objects.exists()


def test_an_operator_gets_an_account():
    answer = CliRunner().invoke(
        allmende, ["createadmin", "--email", "op@example.org", "--name", "Op"], input="long enough 7\nlong enough 7\n"
    )

    assert answer.exit_code == 0, answer.output
    assert Account.objects.get().is_superuser
