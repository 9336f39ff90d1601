"""Play a whole agenda and print it as Markdown: `python -m tests.coach.transcript > docs/transcript-nl.md`.

Only the people's lines are written here; what the coach says is what it says.
"""
# ruff: noqa: E501  # people type long lines

from __future__ import annotations

from bot.coach import Outcome
from bot.coach.judging.judge import judge
from bot.store.base import Store
from tests.coach.conftest import Thread

_TITLE = """\
# Een heel gesprek

Vier collega's van een bedachte gemeente maken een reisplan, in één draad van ongeveer anderhalf uur. De regels van
de mensen zijn geschreven; wat Reisplan zegt is wat het zei, zonder taalmodel en zonder redactie. Gemaakt met
`python -m tests.coach.transcript > docs/transcript-nl.md`.
"""
_LINES = """\
Karin: mensen vinden de website onduidelijk
Karin: ja vorige week, een man die zijn overleden moeder wilde afmelden voor de afvalpas. 3x doorverbonden
Joost: klopt en dat is geen uitzondering. ik zie er elke week wel een paar bij naasten
Joost: gevoel. kan het nazoeken in het zaaksysteem
Joost: vrijdag
Meral: het echte probleem is dat we te weinig mensen hebben hoor
Meral: dan was ie 3x sneller doorverbonden 😅 ok punt
Karin: verder
Joost: van wie?
Joost: ja klopt
Joost: betere dienstverlening
Joost: dat iemand na een overlijden één keer belt en daarna met rust gelaten wordt
Karin: en geen brieven meer aan de overledene zelf. dit jaar waren daar 14 klachten over
Karin: ga maar verder
Karin: klopt
Meral: tevredenheid is een 7,4
Meral: weten we eerlijk gezegd niet
Joost: ik bel volgende week vijf nabestaanden, Karin heeft de nummers
Karin: verder
Joost: de traagste zaak lag 61 dagen, dat was iemand zonder kinderen die alles voor een buurvrouw regelde
Karin: volgende
Meral: aanpassen
Meral: vervang iemand zonder kinderen door een man van 81
Karin: klopt
Sam: hoi allemaal, ik was verlaat
Sam: Wij regelen het na een overlijden in één keer, ook als dat betekent dat we zelf bij de buren aankloppen.
Meral: Wij sturen niemand door, ook als dat betekent dat je iets doet wat niet van jouw afdeling is
Joost: nee daar ben ik het niet mee eens, dan zit ik straks belastingvragen te beantwoorden
Sam: Joost, je hoeft het niet zelf te weten, als je maar belt met wie het wel weet
Joost: daar kan ik mee leven
Meral: verder
Joost: prima zo
Karin: Wat is de Wmebv?
Karin: dat ligt bij ICT
Joost: nou nee, het zaaksysteem is van ons. Teamhoofd burgerzaken stuurt erop maar afval en belastingen hangen eraan vast en daar praat niemand mee
Karin: zullen we verder?
Karin: verder
Meral: iedereen een training zeker
Meral: ok serieus. de mensen aan de telefoon moeten mogen zeggen: ik regel het, u hoeft niet terug te bellen
Sam: ik moet zo weg, tot morgen
Karin: verder
Meral: klopt
Joost: geen idee
Karin: ik reken het uit voor 1 december, uren keer 58 euro
Karin: verder
Joost: Twee weken lang neemt één persoon alle meldingen van overlijden aan en belt zelf de andere afdelingen. Als het na tien gevallen meer dan een uur per geval kost stoppen we.
Joost: verder
Joost: klopt
Karin: Het MT gaat ermee aan de slag
Meral: Ik neem vanaf maandag 7 december de meldingen aan, Joost telt de minuten. 18 december weten we het.
Karin: verder
Karin: klopt
Karin: verder
Karin: klopt
"""
_NAMES = {"Karin": "Karin de Vries", "Joost": "Joost Bakker", "Meral": "Meral Yıldız", "Sam": "Sam Visser"}


def main() -> None:
    thread = Thread(Store("sqlite://"), judge)
    print(_TITLE)
    _show(
        thread.start(
            user="U-Karin de Vries", name="Karin de Vries", organisation="gemeente Lommerdam, burgerzaken"
        )
    )
    for line in _LINES.splitlines():
        name, _, text = line.partition(": ")
        print(f"> **{name}** · {text}\n>")
        _show(thread.say(_NAMES[name], text))


def _show(outcome: Outcome) -> None:
    for reply in outcome.replies:
        pressed = [e["text"]["text"] for b in reply.blocks if b["type"] == "actions" for e in b["elements"]]
        aside = f" (alleen voor {reply.to.removeprefix('U-').split()[0]})" if reply.to else ""
        files = "".join(f"\n📎 {file.name}" for file in reply.files)
        text = reply.text.replace("*", "**") + files + "".join(f" [{label}]" for label in pressed)
        print(f"> **Reisplan**{aside} · " + text.replace("\n", "  \n> ") + "\n>")
    if outcome.question:
        print(f"> **Reisplan** · *(antwoord uit de kennisbank, met bronnen)*  \n> {outcome.back}\n>")


if __name__ == "__main__":
    main()
