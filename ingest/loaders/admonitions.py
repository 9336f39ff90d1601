"""Call-outs and tabs of MkDocs (`!!! tip "Title"`) and Docusaurus (`:::tip[Title]`) as `details`."""

import html
import re

from ingest.loaders.metadata import plain

_INDENTED = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?|===[!+]?)[ \t]*([\w -]*?)[ \t]*(?:\"(.*)\")?[ \t]*$")
_FENCED = re.compile(
    r"^([ \t]*):{3,}[ \t]*(?:\{?\.?([A-Za-z][\w-]*)\}?)?[ \t]*(?:\[(.*)\]|\{[^}]*\}|(.*?))[ \t]*$"
)
_INDENT = re.compile(r"^(?:\t| {1,4})")
_END = "</details>"
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")


def unfold_admonitions(text: str) -> str:
    """Return the text with each call-out's content at its own level, under a `summary` if it has a title."""
    return "\n".join(_unfold(text.split("\n")))


def _unfold(lines: list[str]) -> list[str]:
    result: list[str] = []
    opened: list[bool] = []
    fence = ""
    index = 0
    while index < len(lines):
        line = lines[index]
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if not fence and not mark and (match := _INDENTED.match(line)):
            end = _end_of_indented(lines, index + 1, match[1])
            body = [_INDENT.sub("", inner.removeprefix(match[1])) for inner in lines[index + 1 : end]]
            result += [match[1] + inner for inner in _wrap(match[3] or "", _unfold(body))]
            index = end
            continue
        result += _fenced(line, opened) if not fence and ":::" in line else [line]
        index += 1
    return result + [_END for titled in opened if titled]


def _end_of_indented(lines: list[str], start: int, indent: str) -> int:
    end = start
    for position in range(start, len(lines)):
        if lines[position].strip() and not lines[position].startswith((indent + "    ", indent + "\t")):
            break
        if lines[position].strip():
            end = position + 1
    return end


def _wrap(title: str, body: list[str]) -> list[str]:
    if not title.strip():
        return ["", *body, ""]
    return ["", "<details>", f"<summary>{html.escape(plain(title))}</summary>", "", *body, "", _END, ""]


def _fenced(line: str, opened: list[bool]) -> list[str]:
    """Open or close a call-out; `opened` says of each that is open whether it has a title."""
    match = _FENCED.match(line)
    if not match:
        return [line]
    title = plain(match[3] or match[4] or "").strip("* ")
    if title or match[2]:
        opened.append(bool(title))
        return ["", "<details>", f"<summary>{html.escape(title)}</summary>", ""] if title else [""]
    return ["", _END, ""] if opened and opened.pop() else [""]
