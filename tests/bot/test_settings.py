from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings, require_slack

NOWHERE = Path("/nonexistent/.env")


def test_every_mistake_in_one_message() -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({"LLM_TIMEOUT": "soon", "SLACK_API_URL": "nope"}, dotenv=NOWHERE)
    assert "LLM_TIMEOUT" in str(error.value)
    assert "SLACK_API_URL" in str(error.value)


def test_what_slack_misses_is_named_with_where_to_get_it() -> None:
    with pytest.raises(SettingsError) as error:
        require_slack(load_settings({"SLACK_APP_TOKEN": "xoxb-wrong-kind"}, dotenv=NOWHERE))
    message = str(error.value)
    assert "SLACK_BOT_TOKEN" in message
    assert "SLACK_APP_TOKEN" in message
    assert "api.slack.com/apps" in message
    assert "make demo" in message


def test_tokens_are_never_shown(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-secret\nSLACK_APP_TOKEN=xapp-secret\n")
    settings = load_settings({}, dotenv=file)
    assert require_slack(settings) == ("xoxb-secret", "xapp-secret")
    assert "secret" not in repr(settings)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("REISPLAN_DATA=from-file\n")
    assert load_settings({"REISPLAN_DATA": "from-environment"}, dotenv=file).reisplan_data == Path(
        "from-environment"
    )


def test_the_catalogue_goes_where_the_vectors_go() -> None:
    postgresql = {"DATABASE_URL": "postgresql+psycopg://reisplan@db/reisplan"}
    chroma = {"CHROMA_URL": "http://chroma:8000"}
    files = {"DATABASE_URL": "sqlite:///elsewhere.db"}
    servers = [
        load_settings(given, dotenv=NOWHERE).knowledge_servers for given in (postgresql, chroma | files)
    ]
    assert [(bool(place.chroma), bool(place.database)) for place in servers] == [
        (False, False),
        (True, False),
    ]
    both = load_settings(postgresql | chroma, dotenv=NOWHERE).knowledge_servers
    assert (both.chroma, both.database) == ("http://chroma:8000/", postgresql["DATABASE_URL"])
