"""Three short documents in two languages, and where the unpacked model is kept between runs."""

import os
from hashlib import sha1
from pathlib import Path

from knowledge import Chunk, DocumentInfo

PASSAGES = {
    "woo.md": (
        "nl",
        "Wet open overheid",
        [
            ("Termijn", "Een bestuursorgaan beslist binnen vier weken op een verzoek om informatie."),
            ("Actief openbaar", "Convenanten en jaarplannen maakt de overheid uit eigen beweging openbaar."),
        ],
    ),
    "strategie.md": (
        "nl",
        "Strategie voor digitalisering",
        [
            ("Doel", "De gemeente legt vast welke richting zij kiest en wat zij daarvoor laat."),
            ("Budget", "Voor experimenten is elk jaar een klein bedrag vrij te besteden."),
        ],
    ),
    "testing.md": (
        "en",
        "Testing with users",
        [
            ("Sample", "Five people per round are enough to find most of the problems in a form."),
            ("Consent", "Ask people to sign a consent form before you record a session."),
        ],
    ),
}


def models_folder() -> Path:
    """Unpacked once for all test runs; the tests of unpacking itself use a fresh folder."""
    return Path(os.environ.get("REISPLAN_TEST_MODELS", "/tmp/reisplan-test/models"))


def chunk(document: str, position: int, heading: str, text: str, title: str, language: str) -> Chunk:
    identifier = sha1(f"{document}{position}{text}".encode()).hexdigest()[:16]
    return Chunk(identifier, document, title, (heading,), text, language, position)


def chunks_of(document: str) -> list[Chunk]:
    language, title, sections = PASSAGES[document]
    return [
        chunk(document, position, heading, text, title, language)
        for position, (heading, text) in enumerate(sections)
    ]


def info(document: str, version: str = "1") -> DocumentInfo:
    language, title, _ = PASSAGES[document]
    return DocumentInfo(document, title, language, content_hash=version)
