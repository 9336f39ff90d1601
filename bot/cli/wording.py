"""What typer itself says, help and mistakes, in the language of the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.common import say

_Context: Any = TyperGroup.context_class
_UsageError: Any = typer.BadParameter.__bases__[0]  # typer keeps it to itself
_NO_COMMAND = re.compile("No such command '(.*)'")
_HEADINGS = {"Options": "options", "Arguments": "arguments", "Commands": "commands"}
_PHRASES = {
    "Show this message and exit.": say("cli.usage.show_help"),
    "[default: ": f"[{say('cli.usage.default')}: ",
    "[required]": f"[{say('cli.usage.required')}]",
}


class _Help(_Context.formatter_class):  # type: ignore[misc]
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{say('cli.usage.usage')}: ")

    def write_heading(self, heading: str) -> None:
        name = _HEADINGS.get(heading)
        super().write_heading(say(f"cli.usage.{name}") if name else heading)

    def write_dl(self, rows: Any, *spacing: Any, **more: Any) -> None:
        super().write_dl([(term, _phrased(text)) for term, text in rows], *spacing, **more)


class Commands(TyperGroup):
    """The commands of `reisplan`; a mistake in their use ends it with what is wrong on stderr, and code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **more: Any,
    ) -> Any:
        _Context.formatter_class = _Help
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **more)
        except _UsageError as error:
            typer.echo(_explain(error), err=True)
            code = 2
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _phrased(text: str) -> str:
    for theirs, ours in _PHRASES.items():
        text = text.replace(theirs, ours)
    return text


def _explain(error: Any) -> str:
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.ctx.get_help())
    parts = [_mistake(error)]
    if error.ctx is not None:
        parts += [error.ctx.get_usage(), say("cli.usage.try", command=f"{error.ctx.command_path} --help")]
    return "\n".join(parts)


def _mistake(error: Any) -> str:
    """Say in our words what is wrong; what our own commands raise is in our words already."""
    match type(error).__name__:
        case "NoSuchOption":
            return say("cli.usage.no_option", name=error.option_name)
        case "MissingParameter":
            return say("cli.usage.missing", name=_name(error))
        case "BadParameter" if error.param is not None:
            return say("cli.usage.invalid", name=_name(error))
        case "BadOptionUsage":
            return say("cli.usage.no_value", name=error.option_name)
    if unknown := _NO_COMMAND.match(error.message):
        return say("cli.usage.unknown", name=unknown[1])
    hint = getattr(error, "param_hint", None)
    return f"{hint}: {error.message}" if hint else str(error.message)


def _name(error: Any) -> str:
    if error.param is None:
        return str(error.param_hint)
    names = [*error.param.opts, error.param.name.upper()]
    return str(next(name for name in names if name.startswith("-") or name.isupper()))
