"""Files made here by the libraries that people's own programs stand for, and what is wrong with real ones."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

import pytest
from docx import Document as Word
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches

from ingest.document import Document, UnreadableError
from ingest.loaders import load
from ingest.splitter import split

Drawn = tuple[str, float, float, float]  # text, size, x and y, in points from the bottom left


def pdf_file(
    pages: Sequence[Sequence[Drawn]], *, image: bool = False, about: str = "", drawn: Sequence[str] = ()
) -> bytes:
    """Write a PDF by hand: text at places on pages, Helvetica, in bold from 13 points; `drawn` are lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Producer (test) {about} >>",
    ]
    font = "/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /Helvetica"
    resources = f"<< /Font << /F1 << {font} >> /F2 << {font}-Bold >> >> >>"
    for number, lines in enumerate(pages):
        drawing = "".join(
            f"BT /{'F2' if size >= 13 else 'F1'} {size} Tf {x} {y} Td ({text}) Tj ET\n"
            for text, size, x, y in lines
        )
        drawing += drawn[number] if drawn else ""
        if image:
            drawing += "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
        page = f"/MediaBox [0 0 595 842] /Resources {resources} /Contents {5 + 2 * number} 0 R"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {page} >>",
            f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    body += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R >>\n"
    )
    return (body + f"startxref\n{len(body) - len(table)}\n%%EOF").encode("latin-1")


def saved(thing: object) -> bytes:
    buffer = io.BytesIO()
    thing.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def read(data: bytes, name: str) -> Document:
    return load(data, name)


def shape(document: Document) -> list[tuple[str, tuple[str, ...], str]]:
    return [(block.kind, block.headings, block.text) for block in document.blocks]


def test_pdf_headings_paragraphs_lists_and_pages() -> None:
    head, foot = ("Gemeente Voorbeeld", 9.0, 60.0, 810.0), ("Pagina 1", 9.0, 280.0, 30.0)
    pages = [
        [
            head, foot,
            ("Digitale agenda", 20, 60, 760),
            ("We willen dat inwoners minder lang wachten en daarvoor is samen-", 11, 60, 720),
            ("werking nodig.", 11, 60, 706),
            ("1. Doelen", 15, 60, 670),
            ("We willen:", 11, 60, 640),
            ("- minder wachten aan de balie en aan de telefoon voor", 11, 60, 600),
            ("iedereen", 11, 70, 586),
            ("- meer online", 11, 60, 572),
        ],
        [
            head, ("Pagina 2", 9.0, 280.0, 30.0),
            ("2. Geld", 15, 60, 760), ("Het kost 40.000 euro.", 11, 60, 720),
        ],
    ]  # fmt: skip
    document = read(pdf_file(pages, about="/ModDate (D:20240506101112)"), "agenda.pdf")
    assert (document.title, document.date) == ("Digitale agenda", "2024-05-06")
    assert shape(document) == [
        ("paragraph", (), "We willen dat inwoners minder lang wachten en daarvoor is samenwerking nodig."),
        ("paragraph", ("1. Doelen",), "We willen:"),
        (
            "list",
            ("1. Doelen",),
            "- minder wachten aan de balie en aan de telefoon voor iedereen\n- meer online",
        ),
        ("paragraph", ("2. Geld",), "Het kost 40.000 euro."),
    ]
    assert [block.page for block in document.blocks] == [1, 1, 1, 2]
    assert [chunk.section for chunk in split(document)] == ["p. 1", "2. Geld › p. 2"]


def ruled(x: float, y: float, rows: Sequence[Sequence[str]]) -> tuple[list[Drawn], str]:
    """Write a table of cells of 90 by 20 points, and the lines around them; x and y are its top left."""
    right, bottom = x + 90 * len(rows[0]), y - 20 * len(rows)
    texts = [
        (text, 9.0, x + 90 * column + 4, y - 20 * row - 14)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    across = [f"{x} {y - 20 * row} m {right} {y - 20 * row} l S" for row in range(len(rows) + 1)]
    down = [f"{x + 90 * column} {y} m {x + 90 * column} {bottom} l S" for column in range(len(rows[0]) + 1)]
    return texts, "\n".join([*across, *down, ""])


def test_pdf_table_stands_in_its_own_column() -> None:
    left = [
        (f"Dit is regel {number} van de eerste kolom.", 10.0, 60.0, 700.0 - 12 * number)
        for number in range(20)
    ]
    right = [
        (f"En regel {number} van de tweede kolom.", 10.0, 320.0, 600.0 - 12 * number) for number in range(12)
    ]
    cells, lines = ruled(320, 690, [["Post", "Euro"], ["Beheer", "40.000"]])
    page = [*left, ("Kosten", 15.0, 320.0, 700.0), *cells, *right]
    document = read(pdf_file([page], drawn=[lines], about="/Title (Nota)"), "a.pdf")
    assert [(kind, headings) for kind, headings, _ in shape(document)] == [
        ("paragraph", ()),
        ("table", ("Kosten",)),
        ("paragraph", ("Kosten",)),
    ]


def test_pdf_table_that_goes_on_has_its_head_on_each_page() -> None:
    first, second = [["Post", "Euro"], ["Beheer", "40"]], [["Licenties", "10"], ["Opleiding", "5"]]
    pages = [ruled(60, 200, first), ruled(60, 760, second)]
    tables = read(pdf_file([page for page, _ in pages], drawn=[lines for _, lines in pages]), "a.pdf").blocks
    assert [(block.page, block.text) for block in tables] == [
        (1, "| Post | Euro |\n| --- | --- |\n| Beheer | 40 |"),
        (2, "| Post | Euro |\n| --- | --- |\n| Licenties | 10 |\n| Opleiding | 5 |"),
    ]


def test_pdf_paragraph_over_two_pages_gives_each_sentence_its_page() -> None:
    pages = [
        [("Wij betalen dit uit het fonds. Daarna kijken we wat het de", 11.0, 60.0, 90.0)],
        [("gemeente oplevert. In maart beslist de raad.", 11.0, 60.0, 760.0)],
    ]
    assert [(block.page, block.text) for block in read(pdf_file(pages), "a.pdf").blocks] == [
        (1, "Wij betalen dit uit het fonds. Daarna kijken we wat het de gemeente oplevert."),
        (2, "In maart beslist de raad."),
    ]


def test_pdf_lists_with_numbers_or_loose_bullets_and_no_contents() -> None:
    lines = [
        ("1 Waarom ........................ 3", 10.0, 60.0, 760.0),
        ("Zo begin je", 15.0, 60.0, 720.0),
        ("1. Kies een team.", 10.0, 60.0, 690.0),
        ("2. Praat met inwoners.", 10.0, 60.0, 678.0),
        ("\x95", 10.0, 60.0, 600.0),
        ("Iedereen doet mee.", 10.0, 90.0, 600.0),
    ]
    assert shape(read(pdf_file([lines], about="/Title (Gids)"), "a.pdf")) == [
        ("list", ("Zo begin je",), "1. Kies een team.\n2. Praat met inwoners.\n- Iedereen doet mee."),
    ]


def test_scanned_pdf_is_told() -> None:
    with pytest.raises(UnreadableError) as error:
        read(pdf_file([[], []], image=True), "scan.pdf")
    assert (error.value.code, error.value.detail) == ("scanned", "2 p.")


def test_pdf_with_a_password_is_told() -> None:
    plain = pdf_file([[("Geheim", 11, 60, 700)]])
    name = b"<00112233445566778899aabbccddeeff>"
    locked = plain.replace(
        b"/Info 3 0 R",
        b"/Info 3 0 R /ID [" + name + name + b"] /Encrypt << "
        b"/Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    )
    with pytest.raises(UnreadableError, match="encrypted"):
        read(locked, "geheim.pdf")


def test_word_document() -> None:
    word = Word()
    word.core_properties.modified = datetime(2024, 5, 6)
    word.add_heading("Beleid open source", 0)
    word.add_paragraph("Wij werken open.")
    word.add_heading("Waarom", 1)
    word.add_paragraph("Hergebruik", style="List Bullet")
    word.add_paragraph("Vertrouwen", style="List Bullet")
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ["Wat", "Wie", "Code", "Team | ICT"], strict=True):
        cell.text = text
    document = read(saved(word), "beleid.docx")
    assert (document.title, document.date) == ("Beleid open source", "2024-05-06")
    assert shape(document) == [
        ("paragraph", (), "Wij werken open."),
        ("list", ("Waarom",), "- Hergebruik\n- Vertrouwen"),
        ("table", ("Waarom",), "| Wat | Wie |\n| --- | --- |\n| Code | Team \\| ICT |"),
    ]


def test_the_date_of_a_template_is_none() -> None:
    """Files made by a program have it, and each answer from one would be told to be years old."""
    word, deck = Word(), Presentation()
    word.add_paragraph("Wij werken open.")
    deck.slides.add_slide(deck.slide_layouts[1]).placeholders[1].text = "Wij werken open."
    assert read(saved(word), "a.docx").date == read(saved(deck), "a.pptx").date == ""


def test_slides() -> None:
    deck = Presentation()
    for number, text in enumerate(["Eerste punt\nTweede punt", "Nog iets"], 1):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Dia {number}"
        slide.placeholders[1].text = text
    table = deck.slides[1].shapes.add_table(2, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    for row, texts in enumerate([["A", "B"], ["1", "2"]]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    deck.slides[1].notes_slide.notes_text_frame.text = "Vergeet de cijfers niet."
    document = read(saved(deck), "praatje.pptx")
    assert [(block.page, *entry) for block, entry in zip(document.blocks, shape(document), strict=True)] == [
        (1, "list", ("Dia 1",), "- Eerste punt\n- Tweede punt"),
        (2, "paragraph", ("Dia 2",), "Nog iets"),
        (2, "table", ("Dia 2",), "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        (2, "paragraph", ("Dia 2",), "Vergeet de cijfers niet."),
    ]


def test_spreadsheet() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kosten"
    for row in [
        ["Kosten per jaar"],
        [],
        ["Post", "Euro", None],
        ["Hosting", 1200.5],
        ["Sinds", datetime(2024, 1, 2)],
    ]:
        sheet.append(row)
    book.create_sheet("Leeg")
    assert shape(read(saved(book), "kosten.xlsx")) == [
        ("paragraph", ("Kosten",), "Kosten per jaar"),
        (
            "table",
            ("Kosten",),
            "| Post | Euro |\n| --- | --- |\n| Hosting | 1200.5 |\n| Sinds | 2024-01-02 |",
        ),
    ]


def test_spreadsheet_shows_what_people_see() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Jaar", "Deel", "Kosten"])
    sheet.append([2026, 0.125, 1200])
    sheet["B2"].number_format = "0.0%"
    sheet["C2"].number_format = '"€" #,##0.00'
    sheet["XFD1"] = "ver weg"
    secret = book.create_sheet("Werkblad")
    secret.sheet_state = "hidden"
    secret.append(["salaris", 1])
    assert [text for _, _, text in shape(read(saved(book), "a.xlsx"))] == [
        "| Jaar | Deel | Kosten |\n| --- | --- | --- |\n| 2026 | 12.5% | € 1200 |"
    ]


OPEN_DOCUMENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:body><office:text><text:table-of-content><text:p>1. Waarom 3</text:p></text:table-of-content>
<text:h text:outline-level="1">Beleid</text:h>
<text:p>Wij <text:span>werken</text:span><text:s/>open &amp; eerlijk.</text:p>
<text:h text:outline-level="2">Waarom</text:h>
<text:list><text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>diep</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>twee</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p>
</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>
<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("beside", [{"META-INF/manifest.xml": "<m/>"}, {}])
def test_open_document(beside: dict[str, str]) -> None:
    document = read(zipped({"content.xml": OPEN_DOCUMENT, **beside}), "beleid.odt")
    assert document.title == "Beleid"
    assert shape(document) == [
        ("paragraph", (), "Wij werken open & eerlijk."),
        ("list", ("Waarom",), "- een\n  - diep\n- twee"),
        ("table", ("Waarom",), "| A | B |\n| --- | --- |\n| 1 | 2 |"),
    ]


def test_locked_open_document_is_told() -> None:
    files = {"content.xml": "<a/>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(UnreadableError, match="encrypted"):
        read(zipped(files), "geheim.odt")


@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_mail(subtype: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Vraag over de Woo – spoed"
    mail["Date"] = "Mon, 06 May 2024 10:00:00 +0200"
    quoted = "Op ma 6 mei 2024 schreef Jan <j@x.nl>:\n> Oude tekst\n-- \nPiet"
    plain = f"Beste collega,\n\nWanneer publiceren we?\n\n{quoted}"
    mail.set_content(
        plain if subtype == "plain" else "<p>Beste collega,</p><p>Wanneer publiceren we?</p>", subtype
    )
    mail.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="x.zip")
    document = read(mail.as_bytes(), "vraag.eml")
    assert (document.title, document.date) == ("Vraag over de Woo – spoed", "2024-05-06")
    assert [block.text for block in document.blocks] == ["Beste collega,", "Wanneer publiceren we?"]


@pytest.mark.parametrize(
    ("subtype", "quoted"),
    [
        ("plain", "\nVan: Jan <j@x.nl>\nVerzonden: maandag 6 mei 2024 09:00\nAan: Piet\n\nOude tekst\n"),
        ("plain", "\n-----Original Message-----\nFrom: Jan\n\nOude tekst\n"),
        ("html", "<div class='gmail_quote'>Op ma schreef Jan:<blockquote>Oude tekst</blockquote></div>"),
        ("html", "<hr><div id='divRplyFwdMsg'>Van: Jan</div><div>Oude tekst</div>"),
    ],
)
def test_the_mail_below_an_answer_is_left_out(subtype: str, quoted: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Re: Woo"
    own = "<p>We publiceren dinsdag.</p>" if subtype == "html" else "We publiceren dinsdag.\n"
    mail.set_content(f"{own}{quoted}", subtype)
    assert [block.text for block in read(mail.as_bytes(), "a.eml").blocks] == ["We publiceren dinsdag."]


def test_attachments_stand_under_their_name_and_what_can_not_be_read_is_left_out() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Besluit"
    attached = b"# Besluit\n\n## Waarom\n\nHet moet van de wet."
    mail.add_attachment(attached, maintype="text", subtype="markdown", filename="besluit.md")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="foto.png")
    mail.add_attachment(b"%PDF-1.7 kapot", maintype="application", subtype="pdf", filename="kapot.pdf")
    document = read(mail.as_bytes(), "besluit.eml")
    assert shape(document) == [("paragraph", ("besluit.md", "Waarom"), "Het moet van de wet.")]


@pytest.mark.parametrize("suffix", ["docx", "pptx", "xlsx", "odt", "pdf"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"gewoon tekst", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (b"PK\x03\x04" + b"kapot" * 40, "broken"),
        (b"%PDF-1.7\n" + b"kapot" * 40, "broken"),
        (b"\x89PNG\r\n" + b"x" * 40, "mislabelled"),
        (b"", "empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(suffix: str, data: bytes, code: str) -> None:
    expected = code
    if suffix == "pdf":
        expected = "mislabelled" if data.startswith((b"PK", b"\xd0")) else code
    elif data.startswith(b"%PDF"):
        expected = "mislabelled"
    with pytest.raises(UnreadableError) as error:
        read(data, f"a.{suffix}")
    assert error.value.code == expected


@pytest.mark.parametrize("suffix", ["docx", "pptx", "xlsx", "odt"])
def test_a_zip_of_something_else_is_broken_and_a_bomb_is_a_bomb(suffix: str) -> None:
    with pytest.raises(UnreadableError, match="broken"):
        read(zipped({"foto.txt": "x"}), f"a.{suffix}")
    with pytest.raises(UnreadableError, match="bomb"):
        read(zipped({"content.xml": "0" * 30_000_000}), f"a.{suffix}")
