import pytest

from bot.answers.models import Answer, Question, Status, Turn
from bot.answers.pipeline import Answerer, unavailable
from knowledge import KnowledgeBase
from knowledge.errors import (
    CatalogueUnreachable,
    DiskFull,
    KnowledgeError,
    RerankerMissing,
    VectorsUnreachable,
)
from prompts import texts


@pytest.fixture(scope="module")
def answerer(base: KnowledgeBase) -> Answerer:
    return Answerer(base)


def test_an_answer_starts_with_the_sentence_that_answers(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Hoeveel tijd heeft een bestuursorgaan voor een Woo-verzoek?"))
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("Een bestuursorgaan beslist binnen vier weken")
    assert answer.citations[0].title == "Wet open overheid"
    assert answer.citations[0].section == "Termijn"
    assert "[1]" in answer.text


def test_every_sentence_is_quoted_to_the_letter(answerer: Answerer) -> None:
    for text in ("Wanneer is een DPIA verplicht?", "Welke stukken maak je openbaar?", "How many test users?"):
        answer = answerer.answer(Question(text))
        passages = {citation.number: citation.text for citation in answer.citations}
        assert answer.sentences
        for sentence in answer.sentences:
            assert all(sentence.text in passages[number] for number in sentence.citations)
        assert len(answer.citations) <= 5
        quoted = {number for s in answer.sentences for number in s.citations}
        assert quoted == set(range(1, len(quoted) + 1))


def test_how_a_typing_error_was_read_is_told_where_the_answer_rests_on_it(answerer: Answerer) -> None:
    answer = answerer.answer(Question("wat is een verklarnig?"))
    assert answer.note.startswith("Ik las “verklarnig” als “verklaring”.")
    same = answerer.answer(Question("Hoeveel tijd heeft een bestuursorgaan voor een Woo-verzoek in weeken?"))
    assert "Ik las" not in same.note


def test_a_refusal_tells_how_a_typing_error_was_read(answerer: Answerer) -> None:
    answer = answerer.answer(Question("How late does the swimming pool in Tiel open on saturdayy?"))
    assert answer.refused
    assert "I read “saturdayy” as “saturday”." in answer.note


def test_what_is_beside_the_point_is_neither_quoted_nor_named(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Hoe bedien je een website met het toetsenbord?"))
    assert {citation.title for citation in answer.citations} == {"Digitale toegankelijkheid"}


def test_what_is_not_quoted_is_named_for_who_reads_on(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat is het Algoritmeregister?"))
    quoted = {number for sentence in answer.sentences for number in sentence.citations}
    further = [citation.number for citation in answer.citations if citation.number not in quoted]
    assert further
    assert answer.text.endswith("Meer hierover: " + " ".join(f"[{number}]" for number in further))


def test_a_list_stays_a_list(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Welke stukken maakt een organisatie uit eigen beweging openbaar?"))
    assert (
        "openbaar:\n- convenanten en jaarplannen [1]\n- besluitenlijsten van het bestuur [1]" in answer.text
    )


def test_a_row_of_a_table_is_quoted_with_its_columns(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Binnen hoeveel maanden herstel je een website met status B?"))
    assert answer.text.startswith("Status: B; betekenis: voldoet deels; herstel binnen: zes maanden. [1]")
    assert answer.sentences[0].text == "| B | voldoet deels | zes maanden |"


def test_the_language_is_that_of_the_question(answerer: Answerer) -> None:
    answer = answerer.answer(Question("How many people are enough to find the problems in a form?"))
    assert answer.language == "en"
    assert "Five people per round" in answer.text


def test_an_old_source_is_told(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wanneer is een DPIA verplicht?"))
    assert "bron [1] is van 2017" in answer.note


def test_a_source_that_is_cited_later_may_be_old_too(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wie beslist over een Woo-verzoek en wanneer is een DPIA verplicht?"))
    assert "bron [2] is van 2017" in answer.note


def test_a_source_that_is_only_named_may_be_old(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat is het Algoritmeregister?"))
    assert any(citation.document == "register-en.md" for citation in answer.citations)
    assert "2019" not in answer.note


def test_a_follow_up_keeps_its_context(answerer: Answerer) -> None:
    history = (Turn("user", "Wanneer is een DPIA verplicht?"), Turn("assistant", "Bij een hoog risico."))
    answer = answerer.answer(Question("en voor kleine gemeenten?", history=history))
    assert "Kleine gemeenten doen een DPIA vaak samen met buurgemeenten" in answer.text


DEFINITION = "Het Algoritmeregister is een openbare website waar overheden uitleggen welke algoritmes"


@pytest.mark.parametrize(
    "text",
    ["Wat is het Algoritmeregister?", "What is the Algoritmeregister?", "Wat is een Algoritmeregister?"],
)
def test_what_something_is_opens_with_what_it_is(answerer: Answerer, text: str) -> None:
    assert answerer.answer(Question(text)).text.startswith(DEFINITION)


def test_a_follow_up_opens_with_what_the_last_message_asks_and_repeats_nothing_beside_it(
    answerer: Answerer,
) -> None:
    first = "Wat is het Algoritmeregister?"
    said = answerer.answer(Question(first))
    history = (Turn("user", first), Turn("assistant", said.text))
    answer = answerer.answer(Question("en voor wie geldt dat?", history=history))
    assert answer.text.startswith("Het Algoritmeregister geldt voor gemeenten, provincies en ministeries.")
    assert not {one.text for one in answer.sentences[1:]} & {one.text for one in said.sentences}


def test_the_other_language_does_not_repeat_what_the_askers_says(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wanneer vul je het Algoritmeregister in?"))
    assert answer.text.startswith("Vul het Algoritmeregister in zodra")
    assert "Fill in" not in answer.text
    assert "Engels" not in answer.note


def test_beside_the_first_part_stand_at_most_two(answerer: Answerer) -> None:
    for text in ("Wat moet een overheidsorganisatie openbaar maken?", "Wanneer is een DPIA verplicht?"):
        _, _, beside = answerer.answer(Question(text)).text.partition("Ook hierover:")
        assert beside.count("\n- ") <= 2


def test_what_is_not_there_is_refused_with_the_nearest_sources(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Hoe laat gaat het zwembad in Tiel open op zaterdag?"))
    assert answer.status is Status.REFUSED
    assert answer.refused
    assert "6 documenten" in answer.text
    assert not answer.citations
    assert 1 <= len(answer.nearest) <= 3


def test_the_part_that_is_missing_is_named(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wanneer is een DPIA verplicht? Hoe laat opent het zwembad in Tiel?"))
    assert answer.status is Status.PARTIAL
    assert "Een DPIA is verplicht als" in answer.text
    assert "“Hoe laat opent het zwembad in Tiel”" in answer.note


def test_a_part_that_points_back_is_about_the_first(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat is het Algoritmeregister, en wat heeft een gemeente eraan?"))
    assert answer.status is Status.ANSWERED
    assert "heeft een gemeente eraan" not in answer.note


def test_each_part_of_a_question_gets_its_sentence(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wie beslist over een Woo-verzoek en wanneer is een DPIA verplicht?"))
    first, second, *_ = answer.text.split("\n\n")
    assert first.endswith("het bestuursorgaan neemt het besluit. [1]")
    assert second == (
        "Een DPIA is verplicht als een verwerking van persoonsgegevens waarschijnlijk een hoog risico "
        "oplevert voor de rechten van mensen. [2]"
    )
    assert answer.status is Status.ANSWERED


def test_a_part_in_a_few_words_is_about_what_the_first_is_about(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat is het Algoritmeregister en voor wie geldt het?"))
    assert answer.text.startswith(DEFINITION)
    assert answer.text.count("Het Algoritmeregister geldt voor gemeenten, provincies en ministeries.") == 1


def test_a_part_that_an_earlier_answer_covers_adds_nothing(answerer: Answerer) -> None:
    text = "Hoe lang mag een bestuursorgaan over een Woo-verzoek doen en wanneer moet dat klaar zijn?"
    assert answerer.answer(Question(text)).text.count("Een bestuursorgaan beslist binnen vier weken") == 1


def test_numbers_of_sources_follow_the_answer(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat moet een overheidsorganisatie openbaar maken en publiceren?"))
    numbers = [number for sentence in answer.sentences for number in sentence.citations]
    known = [citation.number for citation in answer.citations]
    assert list(dict.fromkeys(numbers)) == known[: len(set(numbers))]
    assert known == list(range(1, len(known) + 1))


def test_what_is_told_beside_a_question_is_no_missing_part(answerer: Answerer) -> None:
    text = "Wanneer is een DPIA verplicht? Onze vorige DPIA telde zestig bladzijden tekst."
    assert answerer.answer(Question(text)).status is Status.ANSWERED


def test_an_instruction_in_a_source_does_nothing(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Moet een website met het toetsenbord te bedienen zijn?"))
    assert answer.text.startswith("Een website moet helemaal met het toetsenbord te bedienen zijn.")
    assert not any(word in answer.text for word in ("<!channel>", "kwaad.example", "assistent"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", Status.INVALID),
        ("a" * 40_000, Status.INVALID),
        ("hoi", Status.SMALL_TALK),
        ("🎉", Status.INVALID),
    ],
)
def test_no_search_where_none_is_asked(
    text: str, status: Status, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = KnowledgeBase.open(tmp_path_factory.mktemp("empty") / "knowledge")
    answer = Answerer(nothing).answer(Question(text))
    assert answer.status is status
    assert answer.text


def test_only_questions_that_a_document_is_about_are_suggested(answerer: Answerer) -> None:
    assert answerer.answer(Question("hoi")).suggestions == ("Wanneer is een DPIA verplicht?",)


def test_a_missing_index_is_told_in_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    nothing = KnowledgeBase.open(tmp_path_factory.mktemp("empty") / "knowledge")
    answer = Answerer(nothing).answer(Question("Wanneer is een DPIA verplicht?"))
    assert answer.status is Status.UNAVAILABLE
    assert "reisplan ingest" in answer.text


def test_an_answer_is_plain_data(answerer: Answerer) -> None:
    data = answerer.answer(Question("Wanneer is een DPIA verplicht?")).as_dict()
    assert data["status"] == "answered"
    assert set(data) == set(Answer.__dataclass_fields__)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "error",
    [
        RerankerMissing("mijn-model", "no such folder"),
        CatalogueUnreachable("postgresql://db", "refused"),
        VectorsUnreachable("http://chroma", "refused"),
        DiskFull("/data", "disk is full"),
    ],
)
def test_what_is_wrong_is_told_in_words_of_its_own(error: KnowledgeError, language: str) -> None:
    answer = unavailable(error, language)
    assert answer.status is Status.UNAVAILABLE
    assert answer.text == texts(language)(f"answers.unavailable.{error.code}")


def test_that_nothing_says_what_a_term_is_stands_in_the_note(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Wat is een toegankelijkheidsverklaring?"))
    assert "omschrijving van “toegankelijkheidsverklaring”" in answer.note
    assert "omschrijving" not in answerer.answer(Question("Wat is het Algoritmeregister?")).note
