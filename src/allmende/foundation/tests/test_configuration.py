"""The configuration is read once, and nonsense is refused at start with a sentence that helps."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from allmende.foundation.config import PREFIX, Config, ConfigError, as_markdown, load

PAGE = Path(__file__).resolve().parents[4] / "docs" / "configuration.md"


def said(**settings: str) -> str:
    """What is said about settings that can't be."""
    with pytest.raises(ConfigError) as raised:
        load({PREFIX + name: value for name, value in settings.items()})
    return str(raised.value)


def test_nothing_needs_to_be_set():
    assert load({}) == Config()


def test_other_programs_variables_are_none_of_ours():
    assert load({"PATH": "/bin", "DATABASE": "x"}) == Config()


def test_the_environment_says_what_holds():
    config = load({"ALLMENDE_LANGUAGE": "it", "ALLMENDE_HOSTS": "a.example, b.example,", "ALLMENDE_WORKER": "off"})

    assert (config.language, config.hosts, config.worker) == ("it", ("a.example", "b.example"), False)


@pytest.mark.parametrize("text", ["1", "true", "YES", "on"])
def test_yes_can_be_said_in_several_ways(text):
    assert load({"ALLMENDE_DEBUG": text}).debug is True


def test_it_cannot_be_changed_afterwards():
    with pytest.raises(FrozenInstanceError):
        load({}).debug = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LANGAUGE": "de"}, "ALLMENDE_LANGAUGE is no setting. Did you mean ALLMENDE_LANGUAGE?"),
        ({"XYLOPHONE": "1"}, "ALLMENDE_XYLOPHONE is no setting."),
        ({"DEBUG": "maybe"}, "ALLMENDE_DEBUG: 'maybe' is neither yes nor no. (Show details of errors in the browser; "
                             "never on a machine that others reach.)"),
        ({"PROXIES": "-1"}, "ALLMENDE_PROXIES: '-1' is not a whole number. (How many reverse proxies stand in front and are "
                            "believed about scheme and address.)"),
        ({"PROXIES": "1.5"}, "ALLMENDE_PROXIES: '1.5' is not a whole number. (How many reverse proxies stand in front and are "
                             "believed about scheme and address.)"),
        ({"URL": "allmende.example"}, "ALLMENDE_URL: write scheme and host only, such as https://allmende.example."),
        ({"URL": ""}, "ALLMENDE_URL: write scheme and host only, such as https://allmende.example."),
        ({"URL": "https://a.example/path"}, "ALLMENDE_URL: write scheme and host only, such as https://allmende.example."),
        ({"URL": "https://a.example:port"}, "ALLMENDE_URL: write scheme and host only, such as https://allmende.example."),
        ({"URL": "https://[::1"}, "ALLMENDE_URL: write scheme and host only, such as https://allmende.example."),
        ({"MEDIA_URL": "files"}, "ALLMENDE_MEDIA_URL: write scheme and host only, such as https://files.allmende.example."),
        ({"DATABASE": "mysql://x/y"}, "ALLMENDE_DATABASE: begin with sqlite:/// or postgres://, and name the database."),
        ({"DATABASE": "postgres://host"}, "ALLMENDE_DATABASE: begin with sqlite:/// or postgres://, and name the database."),
        ({"MAIL": "localhost:25"}, "ALLMENDE_MAIL: begin with smtp://, smtps:// or file:///."),
        ({"MAIL_FROM": "Allmende"}, "ALLMENDE_MAIL_FROM: write an address, such as Allmende <post@allmende.example>."),
        ({"HOSTS": "https://a.example"}, "ALLMENDE_HOSTS: write host names only, without scheme and port."),
        ({"LANGUAGE": "fr"}, "ALLMENDE_LANGUAGE: de, en or it."),
        ({"ZONE": "Berlin"}, "ALLMENDE_ZONE: write an IANA time zone, such as Europe/Berlin."),
        ({"ZONE": "../../etc/passwd"}, "ALLMENDE_ZONE: write an IANA time zone, such as Europe/Berlin."),
        ({"DEMO": "yes", "URL": "https://a.example"},
         "ALLMENDE_DEMO: anyone could sign in as anyone; only with a URL on localhost."),
        ({"DEBUG": "yes", "URL": "https://a.example"},
         "ALLMENDE_DEBUG: errors would show our secrets to anyone; only with a URL on localhost."),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(settings, sentence):
    assert said(**settings) == sentence


def test_all_that_is_wrong_is_said_at_once():
    assert said(LANGUAGE="fr", ZONE="x", PROXIES="many").count("\n") == 2


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path):
    secret = tmp_path / "database"
    secret.write_text("postgres://allmende:secret@db/allmende\n")

    assert load({"ALLMENDE_DATABASE_FILE": str(secret)}).database == "postgres://allmende:secret@db/allmende"


def test_a_secrets_file_that_is_not_there_is_named(tmp_path):
    assert "ALLMENDE_MAIL_FILE: [Errno 2] No such file or directory" in said(MAIL_FILE=str(tmp_path / "none"))


def test_a_setting_and_its_file_at_once_is_one_too_many(tmp_path):
    assert said(MAIL="", MAIL_FILE=str(tmp_path)) == "ALLMENDE_MAIL and ALLMENDE_MAIL_FILE are both given; keep one."


def test_a_refusal_does_not_repeat_a_secret():
    assert "hunter2" not in said(DATABASE="mysql://root:hunter2@db/x", MAIL="ftp://me:hunter2@host")


def test_a_file_can_hold_everything_and_the_environment_wins(tmp_path):
    file = tmp_path / "allmende.conf"
    file.write_text('# ours\n\nLANGUAGE=it\nALLMENDE_ZONE = "Europe/Rome"\nurl=http://localhost:9000\n')

    config = load({"ALLMENDE_CONFIG": str(file), "ALLMENDE_LANGUAGE": "en"})

    assert (config.language, config.zone, config.url) == ("en", "Europe/Rome", "http://localhost:9000")


def test_a_line_that_says_nothing_is_named_by_its_number(tmp_path):
    file = tmp_path / "allmende.conf"
    file.write_text("LANGUAGE=it\nZONE Europe/Rome\n")

    assert said(CONFIG=str(file)) == f"{file}, line 2: write NAME=value."


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert said(CONFIG=str(tmp_path / "none")).startswith("ALLMENDE_CONFIG: [Errno 2] No such file")


@pytest.mark.parametrize(
    ("url", "media_url", "origin"),
    [
        ("http://localhost:8000", "", "http://127.0.0.1:8000"),
        ("https://a.example", "", "https://a.example"),
        ("https://a.example", "https://files.example/", "https://files.example"),
    ],
)
def test_files_have_an_origin_of_their_own_where_there_is_one(url, media_url, origin):
    assert load({"ALLMENDE_URL": url, "ALLMENDE_MEDIA_URL": media_url}).media_origin == origin


def test_every_setting_has_a_sentence():
    assert all(each.metadata["sentence"].endswith(".") for each in fields(Config))


def test_the_page_about_configuration_lists_every_setting():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), (
        "Write it anew: python -m allmende.foundation.config > docs/configuration.md"
    )
