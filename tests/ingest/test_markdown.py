from collections.abc import Callable

import pytest

from ingest.document import Document, UnreadableError

Markdown = Callable[..., Document]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_front_matter_gives_title_date_and_language(markdown: Markdown) -> None:
    document = markdown("---\ntitle: Werken met data\ndate: '05-11-2024'\nlang: nl-NL\n---\n# Kop\n\nTekst.")
    assert (document.title, document.date, document.language) == ("Werken met data", "2024-11-05", "nl")
    assert document.blocks[0].headings == ("Kop",)


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2023-12-19 09:00:00 -0500", "2023-12-19"),
        ("3-7-2023", "2023-07-03"),
        ("2 mei 2023, ongeveer", ""),
        ("binnenkort", ""),
    ],
)
def test_dates_are_read_day_first(markdown: Markdown, date: str, iso: str) -> None:
    assert markdown(f"---\ntitle: x\ndate: {date}\n---\nTekst.").date == iso


def test_date_of_a_blog_comes_from_its_path(markdown: Markdown) -> None:
    assert markdown("Tekst.", "blog/2025/10/29-privacy.md").date == "2025-10-29"
    assert markdown("Tekst.", "news/2023-12-19-customers.md").date == "2023-12-19"


def test_broken_front_matter_does_not_lose_the_document(markdown: Markdown) -> None:
    document = markdown('---\ntitle: Een "titel: met\ndate: 2024-01-02\n  fout: [\n---\n\nDe tekst blijft.')
    assert document.title.startswith("Een")
    assert document.date == "2024-01-02"
    assert texts(document) == ["De tekst blijft."]


def test_rules_around_text_are_no_front_matter(markdown: Markdown) -> None:
    document = markdown("---\nEen alinea van\n\ntwee stukken.\n\n---\n\nNog een.")
    assert texts(document) == ["Een alinea van", "twee stukken.", "Nog een."]


def test_front_matter_of_comments_only_is_dropped(markdown: Markdown) -> None:
    assert (
        markdown("---\n# SPDX-License-Identifier: CC0-1.0\n---\n# Woordenlijst\n\nTekst.").title
        == "Woordenlijst"
    )


def test_toml_front_matter(markdown: Markdown) -> None:
    assert markdown('+++\ntitle = "Over ons"\ndate = 2024-03-01\n+++\nTekst.').date == "2024-03-01"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# Kop\n\nTekst.", "a.md", "Kop"),
        ("Tekst vooraf.\n\n# Kop\n\nTekst.", "a.md", "Kop"),
        ("Alleen tekst.", "docs/01-open_source-beleid.md", "Open source beleid"),
        ("Alleen tekst.", "docs/privacy/index.md", "Privacy"),
    ],
)
def test_title(markdown: Markdown, text: str, name: str, title: str) -> None:
    assert markdown(text, name).title == title


def test_summary_leads_unless_the_text_says_it(markdown: Markdown) -> None:
    front = "---\ntitle: x\nsummary: Dit is een korte samenvatting van het stuk.\n---\n"
    assert texts(markdown(front + "Heel iets anders.")) == [
        "Dit is een korte samenvatting van het stuk.",
        "Heel iets anders.",
    ]
    assert len(texts(markdown(front + "Dit is een **korte samenvatting** van het stuk. En meer."))) == 1


def test_links_keep_their_text_and_images_go(markdown: Markdown) -> None:
    document = markdown(
        'Lees [de *gids*](gids.md) of [dit bestand](mijn documenten/a b.docx){:target="_blank"}. '
        "![plaatje](a.png)\n\n"
        "[![klik](model 1.png)](model 1.png)\n\nMail <jan@example.nl>."
    )
    assert texts(document) == ["Lees de gids of dit bestand.", "Mail jan@example.nl."]


def test_template_code_goes_and_its_content_stays(markdown: Markdown) -> None:
    document = markdown(
        '{{< note title="Let op" >}}\nEerst **dit**.\n{{< /note >}}\n\n'
        '{% include "kop.html" %}\n\n{% capture x %}\nDan dat.\n{% endcapture %}\n\n'
        "Zie [de gids]({{< ref \"gids.md\" >}}) en [meer]({{ '/meer' | url }}). {{ page.title }}\n\n"
        "{% comment %}\nniet voor lezers\n{% endcomment %}\n<!-- ook niet -->\n\n"
        '{{< quote-block text="Dat zei zij." cite="Jansen" >}}'
    )
    assert texts(document) == ["Eerst dit.", "Dan dat.", "Zie de gids en meer.", "Dat zei zij. (Jansen)"]
    assert document.blocks[0].headings == ("Let op",)


def test_template_code_in_code_stays(markdown: Markdown) -> None:
    document = markdown("Gebruik `{{ naam }}`.\n\n```jinja\n{% if x %}\n{{ x }}\n{% endif %}\n```")
    assert texts(document) == ["Gebruik `{{ naam }}`.", "```jinja\n{% if x %}\n{{ x }}\n{% endif %}\n```"]


def test_call_outs_fold_open_under_their_title(markdown: Markdown) -> None:
    document = markdown(
        '# Vragen\n\n??? expander "Wat is dit?"\n\n    Een antwoord.\n\n    - met\n    - lijst\n\n'
        "!!! tip\n\tMet een tab.\n\nErna.\n\n:::info[Titel]\nBinnen.\n:::"
    )
    assert [(block.headings, block.text) for block in document.blocks] == [
        (("Wat is dit?",), "Een antwoord."),
        (("Wat is dit?",), "- met\n- lijst"),
        ((), "Met een tab."),
        ((), "Erna."),
        (("Titel",), "Binnen."),
    ]


def test_mdx_imports_and_components_go(markdown: Markdown) -> None:
    document = markdown(
        'import { Link, Icon } from\n"@thema/x"; import A from \'./A\';\nimport B from "./B";\n\n'
        '<Card title="Aan de slag" style={{ width: 1 }}>\n\nZo begin je. <Icon />\n\n</Card>\n',
        "docs/page.mdx",
    )
    assert [(block.headings, block.text) for block in document.blocks] == [(("Aan de slag",), "Zo begin je.")]


def test_placeholders_in_angle_brackets_are_text(markdown: Markdown) -> None:
    assert texts(markdown("Vul <naam> in, of <leeg>.\n\nRegel<br/>einde")) == [
        "Vul <naam> in, of <leeg>.",
        "Regel\neinde",
    ]


def test_html_among_markdown(markdown: Markdown) -> None:
    document = markdown(
        '<div class="row">\n    <p>Een <strong>alinea</strong>.</p>\n</div>\n\n'
        "<ul><li>een</li><li>twee</li></ul>\n\n<script>weg()</script>\n\n"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x | y</td></tr></table>"
    )
    assert texts(document) == ["Een alinea.", "- een\n- twee", "| A | B |\n| --- | --- |\n| 1 | x \\| y |"]


def test_lists_tables_and_code_keep_their_form(markdown: Markdown) -> None:
    document = markdown(
        "1. een\n2. twee\n   - [x] diep\n   - [ ] dieper\n\n| A | B |\n|:--|--:|\n| 1 | **2** |\n\n"
        "```python\nif x:\n    y()\n```"
    )
    assert texts(document) == [
        "1. een\n2. twee\n   - diep\n   - dieper",
        "| A | B |\n| --- | --- |\n| 1 | 2 |",
        "```python\nif x:\n    y()\n```",
    ]


def test_footnote_follows_the_block_that_refers_to_it(markdown: Markdown) -> None:
    document = markdown("Het faalt vaak.[^1] Echt.\n\nVolgende.\n\n[^1]: Volgens een rapport.")
    assert texts(document) == ["Het faalt vaak. Echt.", "Volgens een rapport.", "Volgende."]


def test_heading_attributes_alerts_and_contents_go(markdown: Markdown) -> None:
    document = markdown(
        "# T\n\n[TOC]\n\n## Kop { data-search-exclude }\n\n> [!NOTE]\n> Onthoud dit.\n\n"
        "## Kop 2 {#anker}\n\nTekst."
    )
    assert [(block.headings, block.text) for block in document.blocks] == [
        (("Kop",), "Onthoud dit."),
        (("Kop 2",), "Tekst."),
    ]


def test_bold_line_above_text_is_a_heading(markdown: Markdown) -> None:
    document = markdown("# T\n\n## Kop\n\n**Stap 1:**\n\nDoe dit.\n\n**Vragen? Mail ons**")
    assert [(block.headings, block.text) for block in document.blocks] == [
        (("Kop", "Stap 1"), "Doe dit."),
        (("Kop", "Stap 1"), "Vragen? Mail ons"),
    ]


def test_headings_make_a_path_below_the_title(markdown: Markdown) -> None:
    document = markdown("# T\n\na\n\n## A\n\nb\n\n#### AA\n\nc\n\n### AB\n\nd\n\n## B\n\ne")
    assert [block.headings for block in document.blocks] == [(), ("A",), ("A", "AA"), ("A", "AB"), ("B",)]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "---\ntitle: Alleen dit\n---\n", "<!-- niets -->", "# Alleen een kop"]
)
def test_empty(markdown: Markdown, text: str) -> None:
    with pytest.raises(UnreadableError) as error:
        markdown(text)
    assert error.value.code == "empty"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["{{", "{% if ", "{{< a ", "<!--", "`", "a={", "{: ", "import a, ", "<a "])
def test_what_is_opened_and_never_closed_takes_no_time(markdown: Markdown, piece: str) -> None:
    assert "Tekst." in " ".join(texts(markdown(f"Tekst.\n\n{piece * 3000}")))


def test_nesting_beyond_measure_is_a_broken_document(markdown: Markdown) -> None:
    with pytest.raises(UnreadableError, match="broken"):
        markdown("<div>" * 20_000 + "x")


def test_title_of_a_fenced_call_out_is_a_heading_for_its_text_only(markdown: Markdown) -> None:
    text = (
        ":::info[**Let** [op](x)]\n\nHet verandert.\n\n:::tip\nKijk vaker.\n:::\n\n:::\n\n"
        "Daarna gewoon.\n\n:::note Open\nSlot."
    )
    assert [(block.headings, block.text) for block in markdown(text).blocks] == [
        (("Let op",), "Het verandert."),
        (("Let op",), "Kijk vaker."),
        ((), "Daarna gewoon."),
        (("Open",), "Slot."),
    ]


def test_rule_in_an_item_does_not_part_it(markdown: Markdown) -> None:
    (block,) = markdown("- **Rollen**\n\n    ---\n\n    Wie doet wat.\n\n- **Fasen**\n").blocks
    assert block.text == "- Rollen\n  Wie doet wat.\n- Fasen"
