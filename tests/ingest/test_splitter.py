import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, Document
from ingest.splitter import SIZE, split

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzé", min_size=1, max_size=14), min_size=1, max_size=40)
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=8)
PARAGRAPHS = SENTENCES.map(" ".join).map(lambda text: ("paragraph", text))
LISTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=12).map(
    lambda items: ("list", "\n".join(f"- {item}" for item in items))
)
ROWS = st.lists(WORDS.map(lambda words: f"| {' '.join(words)} | {words[0]} |"), min_size=1, max_size=12)
TABLES = ROWS.map(lambda rows: ("table", "\n".join(["| A | B |", "| --- | --- |", *rows])))
CODE = st.lists(WORDS.map(" ".join), min_size=1, max_size=30).map(
    lambda lines: ("code", "\n".join(["```sh", *lines, "```"]))
)
HEADINGS = st.lists(st.sampled_from(["Een", "Twee", "Drie"]), max_size=3).map(tuple)
BLOCKS = st.builds(
    lambda kind_and_text, headings: Block(kind_and_text[0], kind_and_text[1], headings),
    st.one_of(PARAGRAPHS, LISTS, TABLES, CODE),
    HEADINGS,
)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=12).map(
    lambda blocks: Document("a.md", "Titel", tuple(blocks), "nl")
)


def words_of(text: str) -> list[str]:
    """The words that come from the document, without the headings, table heads and fences added to chunks."""
    lines = [line for line in text.split("\n") if not re.match(r"#{2,6} |```|\| A \| B \||\| --- \|", line)]
    return " ".join(lines).split()


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_exactly_one_chunk_in_order(document: Document) -> None:
    chunks = split(document)
    assert [word for chunk in chunks for word in words_of(chunk.text)] == [
        word for block in document.blocks for word in words_of(block.text)
    ]


@given(DOCUMENTS, st.integers(200, 1500))
@settings(max_examples=150, deadline=None)
def test_chunks_are_bounded_and_never_empty(document: Document, size: int) -> None:
    for chunk in split(document, size=size):
        repeated = sum(
            len(line) + 2 for line in re.findall(r"^(?:#{2,6} .*|```.*|\| A.*|\| ---.*)$", chunk.text, re.M)
        )
        assert 0 < len(chunk.text) <= size + repeated
        assert words_of(chunk.text)


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_headings_of_a_chunk_are_those_of_all_its_blocks(document: Document) -> None:
    paths = [block.headings for block in document.blocks]
    for chunk in split(document):
        assert any(path[: len(chunk.headings)] == chunk.headings for path in paths)
        for heading in re.findall(r"^#{2,6} (.*)$", chunk.text, re.M):
            assert heading in {part for path in paths for part in path}


@given(DOCUMENTS)
@settings(max_examples=50, deadline=None)
def test_ids_are_stable_and_unique(document: Document) -> None:
    first, second = split(document), split(document)
    assert [chunk.id for chunk in first] == [chunk.id for chunk in second]
    assert len({chunk.id for chunk in first}) == len(first)
    assert [chunk.position for chunk in first] == list(range(len(first)))


def document(*blocks: Block) -> Document:
    return Document("a.md", "Titel", blocks, "nl", "2024-01-02", "gids")


def sentence(length: int) -> str:
    return ("woord " * length)[: length - 1].strip().capitalize() + "."


def test_long_paragraph_breaks_between_sentences_into_even_parts() -> None:
    text = " ".join(sentence(150) for _ in range(9))
    chunks = split(document(Block("paragraph", text)))
    assert len(chunks) == 2
    assert all(chunk.text.endswith(".") and chunk.text[0].isupper() for chunk in chunks)
    assert abs(len(chunks[0].text) - len(chunks[1].text)) <= 200


def test_abbreviation_ends_no_sentence() -> None:
    text = " ".join(["De gemeente doet o.a. dit en bijv. dat, m.b.t. de wet."] * 40)
    for chunk in split(document(Block("paragraph", text))):
        assert chunk.text.startswith("De gemeente")
        assert chunk.text.endswith("wet.")


def test_table_head_comes_back_in_every_part() -> None:
    rows = [f"| {number} | {'tekst ' * 20}|" for number in range(20)]
    chunks = split(document(Block("table", "\n".join(["| Nr | Wat |", "| --- | --- |", *rows]))))
    assert len(chunks) > 1
    for chunk in chunks:
        assert chunk.text.startswith("| Nr | Wat |\n| --- | --- |\n| ")


def test_code_is_fenced_in_every_part() -> None:
    code = "\n".join(
        ["```sql", *(f"select {number} from tabel_met_lange_naam;" for number in range(60)), "```"]
    )
    chunks = split(document(Block("code", code)))
    assert len(chunks) > 1
    for chunk in chunks:
        assert chunk.text.startswith("```sql\nselect")
        assert chunk.text.endswith(";\n```")


def test_list_breaks_between_items_and_keeps_its_announcement() -> None:
    items = "\n".join(f"- {sentence(180)}\n  - onder {number}" for number in range(9))
    chunks = split(
        document(Block("paragraph", sentence(500)), Block("paragraph", "Dit moet:"), Block("list", items))
    )
    assert not any(chunk.text.endswith("Dit moet:") for chunk in chunks)
    for chunk in chunks[1:]:
        assert chunk.text.startswith("- Woord")


def test_small_sections_of_one_parent_join_with_their_headings() -> None:
    chunks = split(
        document(
            Block("paragraph", "Inleiding.", ("A",)),
            Block("paragraph", "Een.", ("A", "A1")),
            Block("paragraph", "Twee.", ("A", "A2")),
            Block("paragraph", sentence(950), ("B",)),
        )
    )
    assert [(chunk.headings, chunk.text[:60]) for chunk in chunks] == [
        (("A",), "Inleiding.\n\n### A1\n\nEen.\n\n### A2\n\nTwee."),
        (("B",), sentence(950)[:60]),
    ]


def test_opening_of_a_section_joins_its_own_parts_not_its_neighbour() -> None:
    chunks = split(
        document(
            Block("paragraph", "Slot.", ("A",)),
            Block("paragraph", "Opening.", ("B",)),
            Block("paragraph", sentence(400), ("B", "B1")),
            Block("paragraph", sentence(900), ("B", "B2")),
        )
    )
    assert [chunk.headings for chunk in chunks] == [("A",), ("B",), ("B", "B2")]


def test_chunk_carries_what_its_document_knows(markdown: Callable[..., Document]) -> None:
    chunk = split(document(Block("paragraph", "Tekst.", ("Kop",), page=3)))[0]
    assert (chunk.title, chunk.section, chunk.language, chunk.date, chunk.collection, chunk.page) == (
        "Titel", "Kop › p. 3", "nl", "2024-01-02", "gids", 3,
    )  # fmt: skip


def test_one_endless_word_still_fits() -> None:
    assert max(len(chunk.text) for chunk in split(document(Block("paragraph", "x" * 5000)))) <= SIZE


def test_small_sections_on_two_pages_stay_apart() -> None:
    blocks = [Block("paragraph", "Een.", ("Dia 1",), page=1), Block("paragraph", "Twee.", ("Dia 2",), page=2)]
    assert [chunk.section for chunk in split(document(*blocks))] == ["Dia 1 › p. 1", "Dia 2 › p. 2"]
