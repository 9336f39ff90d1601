"""Small rules that a JSON value must meet, with Slack's words for where it doesn't."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

Problems = list[str]
# Appends to the problems what is wrong with the value at the pointer.
Rule = Callable[[Any, str, Problems], None]


def problem(problems: Problems, text: str, pointer: str) -> None:
    problems.append(f"{text} [json-pointer:{pointer}]")


def text(most: int, *, least: int = 1) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problem(problems, "must provide a string", pointer)
        elif len(value) > most:
            problem(problems, f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            problem(problems, f"must be more than {least - 1} characters", pointer)

    return rule


def url(most: int = 3000) -> Rule:
    check_text = text(most)

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        check_text(value, pointer, problems)
        if isinstance(value, str) and not is_url(value):
            problem(problems, "invalid url", pointer)

    return rule


def is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("mailto", "tel") or (
        parts.scheme in ("http", "https", "slack") and bool(parts.netloc)
    )


def flag(value: Any, pointer: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problem(problems, "must provide a boolean", pointer)


def number(least: int, most: int) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problem(problems, "must provide an integer", pointer)
        elif value < least:
            problem(problems, f"must be greater than or equal to {least}", pointer)
        elif value > most:
            problem(problems, f"must be less than or equal to {most}", pointer)

    return rule


def quantity(value: Any, pointer: str, problems: Problems) -> None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        problem(problems, "must provide a number", pointer)


def one_of(*choices: str) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if value not in choices:
            problem(problems, f"must be one of: {', '.join(choices)}", pointer)

    return rule


def pattern(matches: Callable[[str], object], name: str) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str) or not matches(value):
            problem(problems, f"must be a valid {name}", pointer)

    return rule


def items(each: Rule, most: int, *, least: int = 1) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problem(problems, "must provide an array", pointer)
            return
        if len(value) > most:
            problem(problems, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            problem(problems, f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            each(item, f"{pointer}/{index}", problems)

    return rule


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule) -> Rule:
    """An object with these fields and no others; `also` are rules over the whole of it."""
    rules = {**required, **(optional or {})}

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problem(problems, "must provide an object", pointer)
            return
        for name in required:
            if value.get(name) is None:
                problem(problems, f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name not in rules:
                problem(problems, f"invalid additional property: {name}", pointer)
            elif part is not None:
                rules[name](part, f"{pointer}/{name}", problems)
        for check in also:
            check(value, pointer, problems)

    return rule


def anything(value: Any, pointer: str, problems: Problems) -> None:
    """Accepts whatever it is."""


def by_type(kinds: Mapping[str, Rule], allowed: Iterable[str] | None = None) -> Rule:
    """An object whose `type` says which rule it meets; only types in `allowed` where given."""
    names = frozenset(kinds if allowed is None else allowed)

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problem(problems, "must provide an object", pointer)
            return
        kind = value.get("type")
        if kind is None:
            problem(problems, "missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in names:
            problem(problems, f"unsupported type: {kind}", f"{pointer}/type")
        else:
            kinds[kind](value, pointer, problems)

    return rule


def needs_any(*names: str) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not any(value.get(name) for name in names):
            listed = " or ".join(f"`{name}`" for name in names)
            problem(problems, f"must define either {listed}", pointer)

    return rule


def only_one(*names: str) -> Rule:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if sum(bool(value.get(name)) for name in names) > 1:
            listed = " and ".join(f"`{name}`" for name in names)
            problem(problems, f"must not define both {listed}", pointer)

    return rule
