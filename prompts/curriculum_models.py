"""What a curriculum is made of. The texts live in `prompts/curriculum/<language>/`."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Part = Literal["now", "direction", "first_step"]
Criterion = Literal[
    "on-topic",
    "plain",
    "user",
    "need",
    "value",
    "concrete",
    "evidence",
    "measurable",
    "outlier",
    "experiment",
    "small",
    "quality",
    "cost",
    "people",
    "working-form",
    "coherence",
    "uncertainty",
    "honest",
    "owner",
    "date",
]


def placeholders(text: str) -> set[str]:
    """The names between braces in a text; raises ValueError on a brace out of place."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def allowing(*names: str) -> AfterValidator:
    def check(text: str) -> str:
        if strange := placeholders(text) - set(names):
            allowed = ", ".join(f"{{{name}}}" for name in names) or "none"
            raise ValueError(f"unknown placeholder {{{sorted(strange)[0]}}}; allowed here: {allowed}")
        return text

    return AfterValidator(check)


def _two_without_quote(wordings: tuple[str, ...]) -> tuple[str, ...]:
    if sum("quote" not in placeholders(wording) for wording in wordings) < 2:
        raise ValueError("at least two of these must do without {quote}, for when nothing can be quoted")
    return wordings


Plain = Annotated[str, Field(min_length=1), allowing()]
Quoting = Annotated[str, Field(min_length=1), allowing("quote", "name")]
Recalling = Annotated[str, Field(min_length=1), allowing("point")]
Variants = Annotated[tuple[Plain, ...], Field(min_length=2)]
Probes = Annotated[tuple[Quoting, ...], Field(min_length=2), AfterValidator(_two_without_quote)]


def _by_criterion(wordings: object) -> object:
    """Agendas that began before 2026.2 keep a plain list, of which every wording asks who finds out."""
    return {"evidence": wordings} if isinstance(wordings, list | tuple) else wordings


Finding = Annotated[dict[Criterion, tuple[Quoting, ...]], BeforeValidator(_by_criterion)]
Q = TypeVar("Q", bound="Question")


class Data(BaseModel):
    """Frozen, and strict about keys, so that a typing mistake in a file is an error and not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Data):
    """One question to the team and what its answers are held against.

    `criteria` run from what matters most to what matters least. Once loaded, `probes` and `gaps` have
    wordings for every criterion, this question's own first: a probe has the placeholders {quote} (the
    person's own words) and {name}, a gap says what a draft shows as missing. `unknown` turns "we don't know"
    into who finds out, how or before when, by the criterion that it asks after.
    """

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    opening: Variants
    opening_short: Plain
    good: tuple[Plain, ...] = Field(min_length=2)
    trap: Plain
    examples: tuple[Plain, ...] = Field(min_length=2)
    criteria: tuple[Criterion, ...] = Field(min_length=2)
    probes: dict[Criterion, Probes]
    gaps: dict[Criterion, Plain] = Field(default_factory=dict)
    unknown: Finding = Field(min_length=1)
    guidance_query: Plain


class Stage(Question):
    """A stage of the agenda.

    `then` is a second question inside the stage, before its draft. `wondered` brings back, below the opening,
    what nobody knew in a stage before and nobody has taken on: {point}, in the team's words.
    """

    part: Part
    title: Plain
    draft_title: Plain
    minutes: int = Field(gt=0, le=30)
    sprint: bool
    purpose: Plain
    working_form: str | None = None
    wondered: tuple[Recalling, ...] = ()
    then: Question | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        return (self, self.then) if self.then else (self,)


class WorkingForm(Data):
    """Something a team does together instead of typing: ready to run from these steps."""

    id: str
    title: Plain
    minutes: int = Field(gt=0)
    people: Plain
    materials: tuple[Plain, ...]
    steps: tuple[Plain, ...] = Field(min_length=3)
    brings: Plain
    invitation: Plain


class Statement(Data):
    """A self-scan statement, answered from 1 (not at all) to 5 (entirely)."""

    id: str
    axis: Plain
    text: Plain


class SelfScan(Data):
    title: Plain
    introduction: Plain
    levels: tuple[Plain, Plain, Plain, Plain, Plain]
    statements: tuple[Statement, ...] = Field(min_length=5, max_length=12)
    reading: Plain


class CostField(Data):
    id: str
    label: Plain
    hint: Plain


class UnitCost(Data):
    """A cost per unit: (hours x rate + other costs, both low and high) over the number of units."""

    title: Plain
    introduction: Plain
    fields: tuple[CostField, ...] = Field(min_length=3)
    outcome: Annotated[str, allowing("unit", "low", "high")]
    beside: Plain


class Moves(Data):
    """What the coach says outside the stages, in varied wordings."""

    off_topic: tuple[Quoting, ...] = Field(min_length=3)
    joke: tuple[Quoting, ...] = Field(min_length=3)
    hostile: tuple[Quoting, ...] = Field(min_length=3)
    hurt: tuple[Quoting, ...] = Field(min_length=3)
    differ: tuple[Annotated[str, allowing("name_a", "quote_a", "name_b", "quote_b")], ...] = Field(
        min_length=3
    )
    agree: tuple[Annotated[str, allowing("names", "quote")], ...] = Field(min_length=3)
    nudge: tuple[Annotated[str, allowing("question")], ...] = Field(min_length=3)
    catch_up: tuple[Annotated[str, allowing("name", "stage", "question", "summary")], ...] = Field(
        min_length=1
    )
    invite: tuple[Annotated[str, allowing("name", "question")], ...] = Field(min_length=3)
    park: tuple[Annotated[str, allowing("quote", "gap")], ...] = Field(min_length=3)
    noted: tuple[Annotated[str, allowing("name", "task")], ...] = Field(min_length=2)
    enough: Variants
    enough_short: tuple[Plain, ...] = ()
    ask_by_name: tuple[Annotated[str, allowing("name")], ...] = ()
    feeling: tuple[Plain, ...] = ()
    kept: tuple[Annotated[str, allowing("point")], ...] = ()
    next_stage: tuple[Annotated[str, allowing("title")], ...] = Field(min_length=2)
    skip: tuple[Annotated[str, allowing("title")], ...] = Field(min_length=2)
    back: tuple[Annotated[str, allowing("title")], ...] = Field(min_length=2)
    return_to: tuple[Annotated[str, allowing("question")], ...] = Field(min_length=2)
    guidance: Variants
    change_form: tuple[Annotated[str, allowing("form")], ...] = Field(min_length=2)
    time_box: tuple[Annotated[str, allowing("minutes")], ...] = Field(min_length=2)
    empty_draft: Variants
    no_change: Variants
    sign_off: Annotated[str, allowing("name")]
    identity: Plain


class Situation(Data):
    """A kind of answer that is heard often, with follow-ups made for it.

    It is heard by one of the words or phrases in `heard` (* stands for any letters), in an answer of at most
    `words` words if that is given; at the `questions` with these ids, or at any. {quote} is what was heard,
    or the `whole` answer.
    With `always` it is asked after even when nothing else seems to lack, unless the answer holds a number or
    one of the words in `unless`.
    """

    id: str
    heard: tuple[Plain, ...] = ()
    words: int = 0
    questions: tuple[str, ...] = ()
    always: bool = False
    unless: tuple[Plain, ...] = ()
    whole: bool = False
    probes: dict[Criterion, tuple[Quoting, ...]] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_heard(self) -> Situation:
        if not self.heard and not self.words:
            raise ValueError(f"situation {self.id!r} needs 'heard' or 'words'")
        return self


class Shared(Data):
    """Wordings that serve any question, for every criterion."""

    shared_probes: dict[Criterion, Probes]
    shared_gaps: dict[Criterion, Plain]

    @model_validator(mode="after")
    def _all_criteria(self) -> Shared:
        for criterion in get_args(Criterion):
            if criterion not in self.shared_probes or criterion not in self.shared_gaps:
                raise ValueError(f"{criterion!r} needs an entry under 'shared_probes' and 'shared_gaps'")
        return self

    def complete(self, question: Q) -> Q:
        """The question with the shared wordings after its own."""
        probes = {c: question.probes.get(c, ()) + shared for c, shared in self.shared_probes.items()}
        then = {"then": self.complete(question.then)} if isinstance(question, Stage) and question.then else {}
        return question.model_copy(
            update={"probes": probes, "gaps": {**self.shared_gaps, **question.gaps}, **then}
        )


class PartText(Data):
    title: Plain
    opening: Plain


class Curriculum(Data):
    """Everything the coach says in one language. `version` changes when running agendas must keep theirs."""

    language: Literal["nl", "en"]
    version: str
    welcome: Plain
    welcome_sprint: Plain
    closing: Annotated[str, allowing("name", "step", "date")]
    closing_open: Annotated[str, allowing("missing")]
    parts: dict[Part, PartText]
    acknowledgements: dict[Criterion | Literal["any"], tuple[Quoting, ...]]
    moves: Moves
    forms: tuple[WorkingForm, ...] = Field(min_length=3)
    scan: SelfScan
    unit_cost: UnitCost
    situations: tuple[Situation, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _references_exist(self) -> Curriculum:
        ids = [question.id for stage in self.stages for question in stage.questions]
        if doubles := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"two questions are called {sorted(doubles)[0]!r}")
        for situation in self.situations:
            if strange := set(situation.questions) - set(ids):
                raise ValueError(f"situation {situation.id!r} names an unknown question {min(strange)!r}")
        forms = {form.id for form in self.forms}
        for stage in self.stages:
            if stage.working_form and stage.working_form not in forms:
                raise ValueError(f"stage {stage.id!r} names an unknown working form {stage.working_form!r}")
        if "any" not in self.acknowledgements:
            raise ValueError("acknowledgements need an entry 'any'")
        return self

    def stage(self, id: str) -> Stage:
        """The stage with this id, or the one that holds the question with it; KeyError if neither."""
        for stage in self.stages:
            if any(question.id == id for question in stage.questions):
                return stage
        raise KeyError(id)

    def question(self, id: str) -> Question:
        """The question with this id (a stage is its own first question); KeyError if there is none."""
        for stage in self.stages:
            for question in stage.questions:
                if question.id == id:
                    return question
        raise KeyError(id)

    def for_sprint(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.stages if stage.sprint)
