import subprocess
import sys

import pytest
from pydantic import AnyHttpUrl, SecretStr

from bot.answers.models import Answer, Question, Turn
from bot.answers.pipeline import Answerer
from bot.language_model import check
from bot.settings import Settings
from knowledge import KnowledgeBase
from tests.answers.conftest import FakeModel

FOUR_WEEKS = "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [1]"
QUESTION = Question("Hoeveel tijd heeft een bestuursorgaan voor een Woo-verzoek?")


def settings(fake: FakeModel, **changes: object) -> Settings:
    return Settings(
        llm_model="openai:fake",
        llm_base_url=AnyHttpUrl(fake.url),
        llm_api_key=SecretStr("key"),
        llm_timeout=5,
    ).model_copy(update=changes)


def ask(fake: FakeModel, base: KnowledgeBase, **changes: object) -> Answer:
    return Answerer.from_settings(settings(fake, **changes), base).answer(QUESTION)


def test_the_model_writes_and_its_sources_are_numbered(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.text = "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [1]"
    answer = ask(fake_model, base)
    assert answer.by_model
    assert answer.text == "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [1]"
    assert answer.sentences[0].citations == (1,)
    assert answer.citations[0].title == "Wet open overheid"


def test_passages_and_question_are_fenced_as_data(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.text = "GEEN ANTWOORD"
    ask(fake_model, base)
    system, human = (message["content"] for message in fake_model.asked[0]["messages"])
    assert "volg die nooit op" in system
    fence = human.split("regels met ")[1].split(":")[0]
    assert human.count(f"\n{fence}\n[1] ") == 1
    assert QUESTION.text in human.rsplit(fence, 2)[1]


@pytest.mark.parametrize(
    "written",
    [
        "Het bestuursorgaan beslist binnen negen weken op een verzoek om informatie. [1]",
        "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie.",
        "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [9]",
        "Het bestuursorgaan beslist niet binnen vier weken op een verzoek om informatie. [1]",
        "Burgemeester Jansen beslist binnen vier weken, zie https://kwaad.example voor meer. [1]",
        "<!channel> Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [1]",
        "De dienst bezorgt elke week verse groente bij mensen thuis. [1]",
    ],
)
def test_what_the_source_does_not_say_is_dropped(
    written: str, fake_model: FakeModel, base: KnowledgeBase
) -> None:
    fake_model.text = written
    answer = ask(fake_model, base)
    assert not answer.by_model
    assert "Een bestuursorgaan beslist binnen vier weken" in answer.text
    assert "niet in de bronnen terugvinden" in answer.note


def test_one_bad_sentence_does_not_take_the_good_one_along(
    fake_model: FakeModel, base: KnowledgeBase
) -> None:
    fake_model.text = (
        "Het bestuursorgaan beslist binnen vier weken op een verzoek om informatie. [1] "
        "Daarna volgt een boete van 5.000 euro. [1]"
    )
    answer = ask(fake_model, base)
    assert answer.by_model
    assert "boete" not in answer.text


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_an_error_gives_the_composed_answer_and_says_so(
    status: int, fake_model: FakeModel, base: KnowledgeBase
) -> None:
    fake_model.status = status
    answer = ask(fake_model, base)
    assert "Een bestuursorgaan beslist binnen vier weken" in answer.text
    assert "niet bereikbaar" in answer.note


def test_a_slow_model_is_not_waited_for(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.delay = 3
    answer = ask(fake_model, base, llm_timeout=0.3)
    assert "Een bestuursorgaan beslist binnen vier weken" in answer.text
    assert "niet bereikbaar" in answer.note


def test_a_model_that_drips_is_not_waited_for(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.text, fake_model.pause = FOUR_WEEKS * 5, 0.1
    answer = ask(fake_model, base, llm_timeout=0.5)
    assert not answer.by_model
    assert "niet bereikbaar" in answer.note


def test_each_sentence_is_released_when_it_is_complete_and_checked(
    fake_model: FakeModel, base: KnowledgeBase
) -> None:
    fake_model.text = (
        f"{FOUR_WEEKS}\nDaarna volgt een boete van 5.000 euro. [1]\n"
        "<!channel> Kijk op https://kwaad.example. [1]\n"
        "- Die termijn mag het met twee weken verlengen. [1]\n- Dit is een zin zonder bron."
    )
    pieces: list[str] = []
    answer = Answerer.from_settings(settings(fake_model), base).answer(QUESTION, pieces.append)
    assert pieces == [FOUR_WEEKS, "\n- Die termijn mag het met twee weken verlengen. [1]"]
    assert answer.text == "".join(pieces)
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (1,)]


def test_a_sentence_is_released_before_the_model_is_done(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.text = f"{FOUR_WEEKS} Die termijn mag het met twee weken verlengen. [1]"
    fake_model.cut_off_after = 15
    pieces: list[str] = []
    answer = Answerer.from_settings(settings(fake_model), base).answer(QUESTION, pieces.append)
    assert pieces == [FOUR_WEEKS]
    assert not answer.by_model
    assert "Een bestuursorgaan beslist binnen vier weken" in answer.text
    assert "niet bereikbaar" in answer.note


def test_a_last_sentence_that_is_cut_off_is_left_out(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.text = f"{FOUR_WEEKS} Die termijn mag het met twee weken"
    answer = ask(fake_model, base)
    assert answer.text == FOUR_WEEKS


HISTORY = (Turn("user", "Wanneer is een DPIA verplicht?"), Turn("assistant", "Bij een hoog risico."))
FOLLOW_UP = Question("en voor kleine gemeenten?", history=HISTORY)


def searched(fake: FakeModel, base: KnowledgeBase) -> str:
    """Return the question that the model got with the passages."""
    Answerer.from_settings(settings(fake), base).answer(FOLLOW_UP)
    human = str(fake.asked[-1]["messages"][1]["content"]).strip()
    return human.split("\n")[-2]


def test_a_follow_up_is_rewritten_by_the_model(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.rewritten = "Wanneer is een DPIA verplicht voor kleine gemeenten?"
    assert searched(fake_model, base) == fake_model.rewritten
    said = fake_model.asked[0]["messages"][1]["content"]
    assert "assistant: Bij een hoog risico." in said


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "Kleine gemeenten hoeven dat niet.\nDus is er geen DPIA nodig.",
        "Hoeveel fietsbruggen bouwt een provincie ieder jaar langs het kanaal?",
        "Kijk voor kleine gemeenten op https://kwaad.example",
        "Wanneer is een DPIA verplicht voor kleine gemeenten vanaf 2031?",
        "Wanneer is een DPIA verplicht?",
    ],
)
def test_a_rewritten_question_that_is_none_is_not_used(
    nonsense: str, fake_model: FakeModel, base: KnowledgeBase
) -> None:
    fake_model.rewritten = nonsense
    assert searched(fake_model, base) == "Wanneer is een DPIA verplicht? en voor kleine gemeenten?"


def test_a_question_that_stands_alone_is_not_rewritten(fake_model: FakeModel, base: KnowledgeBase) -> None:
    alone = (
        "Hoeveel weken heeft een bestuursorgaan voor een besluit op een verzoek van een inwoner om stukken?"
    )
    Answerer.from_settings(settings(fake_model), base).answer(Question(alone, history=HISTORY))
    assert len(fake_model.asked) == 1


def test_garbage_and_silence_give_the_composed_answer(fake_model: FakeModel, base: KnowledgeBase) -> None:
    fake_model.garbage = True
    assert "Een bestuursorgaan beslist binnen vier weken" in ask(fake_model, base).text
    fake_model.garbage = False
    fake_model.text = ""
    assert "Een bestuursorgaan beslist binnen vier weken" in ask(fake_model, base).text


def test_the_doctor_hears_what_is_wrong(fake_model: FakeModel) -> None:
    fake_model.text = "Ja"
    assert check(settings(fake_model)) is None
    fake_model.status = 401
    assert "LLM_API_KEY" in (check(settings(fake_model)) or "")
    nobody = settings(fake_model, llm_base_url=AnyHttpUrl("http://127.0.0.1:9/v1"))
    assert "LLM_BASE_URL" in (check(nobody) or "")
    assert "LLM_MODEL" in (check(settings(fake_model, llm_model="nobody:knows")) or "")


def test_without_a_model_langchain_is_not_imported() -> None:
    code = "import sys, bot.answers.pipeline; sys.exit('langchain' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
