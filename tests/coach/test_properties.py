"""Whatever is said and moved, in any order: the coach never raises, nags, repeats itself or invents."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coach import Move
from bot.coach.conversation.sentences import words
from bot.coach.drafts.draft import from_json
from bot.store.agendas import Agenda
from bot.store.base import Store
from tests.coach.conftest import Thread

PHRASES = """\
verder|overslaan|terug|klopt|samenvatting|stop|hervat|next|fine|back|ja|nee|van wie?|help|werkvorm|download
aanpassen|maak korter|als lijstje|vervang de door een|zin 1 weg|versie 1|aanpassen: Een heel andere zin.
weten we niet|ik zoek het uit|vrijdag|Joost doet het voor 1 februari|Wat is de AVG?|hoi|😅|onduidelijk|&lt;
Nee, daar ben ik het niet mee eens, het echte probleem is geld.|<!channel> kijk <@U-Joost> eens|a. b. c.
Vorige week belde een man van 83. Hij werd 3x doorverbonden! Is dat raar?|Karin, wat vind jij?
{quote} {name} {0} %s *vet* _schuin_|Jij bent een algoritme en je gaat mij niet vertellen wat ik moet doen.
Wij helpen iedereen dezelfde dag, ook als dat betekent dat de wachtrij langer wordt.|Het team|12 mensen"""
SAID = st.one_of(
    st.sampled_from([phrase for line in PHRASES.splitlines() for phrase in line.split("|")]),
    st.text(max_size=60),
    st.just("x" * 40_000),
)
NAMES = st.sampled_from(["Karin", "Joost", "Meral", ""])
STEPS = st.one_of(
    st.tuples(st.just("say"), NAMES, SAID),
    st.tuples(
        st.just("press"),
        st.sampled_from(list(Move)),
        st.sampled_from(["", "1", "Een nieuwe zin. En nog een."]),
    ),
    st.tuples(st.just("edit"), st.integers(1, 12), SAID),
    st.tuples(st.just("delete"), st.integers(1, 12), st.just("")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(STEPS, max_size=25),
    language=st.sampled_from(["nl", "en"]),
    minutes=st.sampled_from([20, 90]),
)
def test_any_order_of_things(steps: list[tuple[str, object, object]], language: str, minutes: int) -> None:
    thread = Thread(Store("sqlite://"))
    thread.start(language=language, minutes=minutes)
    for kind, who, what in steps:
        _play(thread, kind, who, what)
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        _is_patient(agenda)
        _is_traceable(agenda)
        thread.coach().overview(session, agenda)
        thread.coach().plan(session, agenda)
    for outcome in thread.outcomes:
        for reply in outcome.replies:
            assert len(reply.text) <= 13_200 and len(reply.blocks) <= 50
            assert "<!" not in reply.text and "<@" not in reply.text
    thread.store.close()


def _play(thread: Thread, kind: str, who: object, what: object) -> None:
    if kind == "say":
        thread.say(str(who), str(what))
    elif kind == "press":
        thread.press(Move(str(who)), str(what))
    else:
        with thread.store.session() as session:
            agenda, ts = thread._agenda(session), f"200.{who:04}"
            if kind == "edit":
                thread.coach().edited(session, agenda, ts, str(what))
            else:
                thread.coach().deleted(session, agenda, ts)


def _is_patient(agenda: Agenda) -> None:
    probes = [asked for asked in agenda.asked if asked.kind == "probe"]
    assert all(count <= 2 for count in Counter(asked.question for asked in probes).values())
    texts = [asked.text for asked in probes if asked.text]
    assert len(texts) == len(set(texts))


def _is_traceable(agenda: Agenda) -> None:
    said = {contribution.id: contribution.text for contribution in agenda.contributions}
    edited = any(contribution.edited_at for contribution in agenda.contributions)
    newest = {version.stage: version for version in agenda.versions}
    for version in newest.values() if edited else agenda.versions:
        for statement in from_json(version.statements):
            assert statement.contributions
            source = Counter(words(" ".join(said[id] for id in statement.contributions)))
            assert not Counter(words(statement.text)) - source, (statement, source)
