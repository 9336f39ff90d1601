"""What regulations write as plain paragraphs is read as articles and lists."""

from ingest.document import Block
from ingest.loaders.clauses import structured


def paragraphs(*texts: str, headings: tuple[str, ...] = ()) -> list[Block]:
    return [Block("paragraph", text, headings) for text in texts]


def test_an_article_is_a_heading_until_the_next_one_or_the_next_chapter() -> None:
    first = paragraphs(
        "Artikel 4 Onderhoud",
        "De eigenaar maait de berm.",
        "Artikel 4a",
        "Hij bewaart het maaisel.",
        headings=("Hoofdstuk 2",),
    )
    second = paragraphs("Dit besluit gaat in op 1 mei.", headings=("Hoofdstuk 3",))
    assert [(block.headings, block.text) for block in structured([*first, *second])] == [
        (("Hoofdstuk 2", "Artikel 4 Onderhoud"), "De eigenaar maait de berm."),
        (("Hoofdstuk 2", "Artikel 4a"), "Hij bewaart het maaisel."),
        (("Hoofdstuk 3",), "Dit besluit gaat in op 1 mei."),
    ]


def test_a_sentence_about_an_article_is_none() -> None:
    blocks = paragraphs("Artikel 4 geldt niet voor sloten.", "Artikel 5 geldt wel.", "Section 2 applies.")
    assert list(structured(blocks)) == blocks


def test_a_single_line_that_looks_like_an_article_stays() -> None:
    blocks = paragraphs("Article 12 Penalties", "Whoever digs is fined.")
    assert list(structured(blocks)) == blocks


def test_clauses_in_a_row_are_a_list_and_keep_their_letters() -> None:
    blocks = structured(
        paragraphs("Verboden is:", "a. bouwen;", "b. graven.", "1. Een.", "2. Twee:", "a. met zorg.", "Slot.")
    )
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Verboden is:"),
        ("list", "- a. bouwen;\n- b. graven.\n1. Een.\n2. Twee:\n- a. met zorg."),
        ("paragraph", "Slot."),
    ]


def test_letters_below_a_number_stand_below_it() -> None:
    (block,) = structured(paragraphs("1. Verboden is:", "a. bouwen;", "b. graven.", "2. Dit geldt altijd."))
    assert block.text == "1. Verboden is:\n   - a. bouwen;\n   - b. graven.\n2. Dit geldt altijd."


def test_a_lone_clause_is_a_paragraph() -> None:
    blocks = paragraphs("1. Opening", "De voorzitter heet iedereen welkom.")
    assert list(structured(blocks)) == blocks
