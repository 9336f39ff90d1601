"""The home tab as maintainers and others see it, and what its buttons do; the real bot in the workplace."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.workplace import Workplace
from tests.conftest import Launch
from tests.product import ROOT, Product, share_knowledge, wait_for


@pytest.fixture(scope="module")
def product(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = share_knowledge(library, tmp_path_factory.mktemp("maintained"))
    workplace = Workplace(folder / "workplace.db", ROOT / "manifest.yaml").start()
    product = Product(workplace, folder)
    product.settings["MAINTAINERS"] = product.driver.id("karin")
    product.settings["REISPLAN_LANGUAGE"] = "en"  # everyone here has set Dutch in Slack, and gets that
    yield product.start()
    product.close()
    workplace.stop()


def home(product: Product, name: str) -> dict[str, Any]:
    """Open the home tab and return its view."""
    product.driver.act("home", name, tab="home")
    return wait_for(lambda: home_now(product, name), "the home tab")


def home_now(product: Product, name: str) -> dict[str, Any]:
    given = {"user": product.driver.id(name)}
    answer = httpx.get(f"{product.driver.url}/workplace/home_view", params=given).json()
    return dict(answer["view"] or {})


def press(product: Product, name: str, action_id: str) -> None:
    view = home(product, name)
    product.driver.act("action", name, view_id=view["id"], action_id=action_id)


def said(product: Product, name: str) -> list[str]:
    driver = product.driver
    return [
        message["text"] for message in driver.messages(driver.direct(name), name) if message.get("bot_id")
    ]


def actions(view: dict[str, Any]) -> set[str]:
    return {part["action_id"] for part in _within(view["blocks"]) if "action_id" in part}


def _within(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for part in value for found in _within(part)]
    return (
        [value, *(found for part in value.values() for found in _within(part))]
        if isinstance(value, dict)
        else []
    )


def test_only_maintainers_see_what_was_not_found(product: Product) -> None:
    driver = product.driver
    question = "Wie won de Tour de France van 1987?"
    driver.wait_for_replies(
        driver.direct("joost"), driver.post("joost", driver.direct("joost"), question), 1, "joost"
    )
    maintained, plain = home(product, "karin"), home(product, "joost")
    assert "home_ingest" in actions(maintained)
    assert "home_ingest" not in actions(plain)
    assert "Tour de France" in json.dumps(maintained)
    assert "Tour de France" not in json.dumps(plain)
    assert {"home_export", "home_forget"} <= actions(plain) & actions(maintained)


def test_the_button_says_when_there_is_nothing_to_read_in(product: Product) -> None:
    press(product, "karin", "home_ingest")
    wait_for(lambda: [text for text in said(product, "karin") if "nog niets opgegeven" in text], "it says so")


def test_a_button_reads_the_documents_in_and_tells_how_it_went(product: Product, tmp_path: Path) -> None:
    (tmp_path / "nieuw.md").write_text("# Parkeren\n\nEen bewonersvergunning vraag je aan bij de gemeente.")
    (tmp_path / "leeg.md").write_text("")
    (product.folder / "sources.yaml").write_text(f"sources:\n  - path: {tmp_path}\n")
    press(product, "karin", "home_ingest")
    told = wait_for(
        lambda: [text for text in said(product, "karin") if "Klaar met inlezen" in text], "it is done"
    )
    assert "1 nieuw" in told[0]
    assert "leeg.md: Hier staat geen tekst in." in told[0]
    answer = product.driver.ask(
        "karin", product.driver.channels["algemeen"], "Waar vraag je een bewonersvergunning aan?"
    )
    assert "bewonersvergunning" in json.dumps(answer, ensure_ascii=False)


def test_every_mistake_in_the_sources_is_told(product: Product) -> None:
    sources = product.folder / "sources.yaml"
    sources.write_text("sources:\n  - path: a\n    kleur: rood\n  - url: geen-adres\n")
    press(product, "karin", "home_ingest")
    told = wait_for(
        lambda: [text for text in said(product, "karin") if "klopt iets niet" in text], "it is told"
    )
    sources.unlink()
    assert "regel 3: het veld `kleur`" in told[0]
    assert "regel 4: wat bij `url` staat" in told[0]


def test_a_button_of_somebody_else_does_nothing(product: Product) -> None:
    view = home(product, "joost")
    product.driver.act("action", "joost", view_id=view["id"], action_id="home_ingest")
    product.quiet()
    assert not [text for text in said(product, "joost") if "inlezen" in text]


def test_everyone_can_take_and_delete_what_they_wrote(product: Product) -> None:
    driver = product.driver
    channel = driver.direct("meral")
    driver.wait_for_replies(channel, driver.post("meral", channel, "Wat is de Woo?"), 1, "meral")
    press(product, "meral", "home_export")
    files = wait_for(
        lambda: [f for m in driver.messages(channel, "meral") for f in m.get("files", [])], "the file"
    )
    assert files[0]["title"] == "Alles wat Reisplan van je bewaart"
    press(product, "meral", "home_forget")
    wait_for(lambda: [text for text in said(product, "meral") if "verwijderd" in text], "it is said")
    database = sqlite3.connect(f"file:{product.folder / 'reisplan.db'}?mode=ro", uri=True)
    kept = database.execute(
        "select count(*) from exchanges where user_id = ?", (driver.id("meral"),)
    ).fetchone()
    assert kept == (0,)


def test_a_thread_hears_that_somebody_took_their_words_away(product: Product) -> None:
    driver = product.driver
    channel = driver.channels["innovatie"]
    thread = driver.start_agenda("karin", channel, "gemeente Lommerdam")
    driver.post("sam", channel, "Maandag belde een vrouw, 3 keer doorverbonden.", thread)
    product.quiet()
    press(product, "sam", "home_forget")
    told = wait_for(
        lambda: [m["text"] for m in driver.replies(channel, thread) if "liet alles verwijderen" in m["text"]],
        "the thread is told",
    )
    assert len(told) == 1 and "Sam" not in told[0]


def test_declared_sources_are_read_again_when_the_bot_starts(launch: Launch, tmp_path: Path) -> None:
    page = tmp_path / "beleid/nieuw.md"
    page.parent.mkdir()
    page.write_text("# Vergunning\n\nEen vergunning duurt acht weken.")
    product = launch()
    product.stop()
    (product.folder / "sources.yaml").write_text(f"sources:\n  - path: {page.parent}\n    refresh: daily\n")
    product.start()
    query = "select count(*) from documents where document like '%/beleid/nieuw.md'"
    wait_for(lambda: product.count("knowledge/catalogue.sqlite", query), "the document is there")
    later = "select count(*) from incoming where kind = 'refresh' and done_at is null"
    wait_for(lambda: product.count("reisplan.db", later) == 1, "tomorrow's run waits")
