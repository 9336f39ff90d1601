import pytest

from ingest.document import UnreadableError
from ingest.loaders import load

TEXT = "Beleid voor geïnteresseerden\n\nDe coördinatie kost € 5 en is\nhéél belangrijk.\n\n- één\n- twee\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, line_end: str) -> None:
    document = load(TEXT.replace("\n", line_end).encode(encoding), "beleid.txt")
    assert document.title == "Beleid voor geïnteresseerden"
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "De coördinatie kost € 5 en is héél belangrijk."),
        ("list", "- één\n- twee"),
    ]


def test_latin_1() -> None:
    assert load("Één café in de gemeente Súdwest-Fryslân.".encode("latin-1"), "a.txt").blocks[0].text == (
        "Één café in de gemeente Súdwest-Fryslân."
    )


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\xef\xbb\xbf \n", "a.txt", "empty"),
        (bytes(range(256)) * 20, "a.txt", "binary"),
        (b"\x00\x01\x02\x03" * 100, "a.md", "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a.md", "mislabelled"),
        (b"PK\x03\x04" + b"x" * 50, "a.html", "mislabelled"),
        (b"tekst", "a.exe", "unsupported"),
    ],
)
def test_what_is_no_text_says_why(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        load(data, name)
    assert error.value.code == code


def test_what_nobody_sees_goes_and_letters_are_composed() -> None:
    unseen = "<h1>&#27;[31mRee&#x0308;el</h1><p>samen&shy;werking, e\ufb03cie\u0308nt\u202e</p>"
    document = load(unseen.encode(), "a.html")
    assert (document.title, document.blocks[0].text) == ("[31mReëel", "samenwerking, efficiënt")


def test_a_short_line_above_longer_ones_is_their_heading() -> None:
    text = (
        "Huisregels\n\nBureaus\nReserveer een bureau twee weken vooraf.\n\nLaat niets liggen als je gaat.\n\n"
        "Bezoek\nMeld bezoek een dag eerder bij de balie."
    )
    document = load(text.encode(), "huis.txt")
    assert [(block.headings, block.text) for block in document.blocks] == [
        (("Bureaus",), "Reserveer een bureau twee weken vooraf."),
        (("Bureaus",), "Laat niets liggen als je gaat."),
        (("Bezoek",), "Meld bezoek een dag eerder bij de balie."),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Deze alinea is door iemand afgebroken\nNadat de regel vol was, zoals in oude mails.",
        "Beste collega's,\nVanaf maandag is de receptie een uur langer open.",
        "Jan de Vries\nAfdeling Vergunningen en Toezicht",
    ],
)
def test_what_is_no_heading_stays_in_the_text(paragraph: str) -> None:
    (block,) = load(f"Titel\n\n{paragraph}".encode(), "brief.txt").blocks
    assert block.headings == ()
    assert block.text == paragraph.replace("\n", " ")
