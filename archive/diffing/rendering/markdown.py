"""A diff as Markdown: struck through what went, bold what came."""

from __future__ import annotations

import re

from archive.diffing.records import Block, Diff
from archive.diffing.rendering.rows import Gaps, rows
from archive.diffing.rendering.stat import stat_line
from archive.diffing.rendering.wording import describe, moved_up, say_article, say_figure, visible, words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(diff: Diff, *, context: int = 1, language: str = "en") -> str:
    """The diff as Markdown, a paragraph a passage; nothing in the texts is read as Markdown or HTML."""
    table = words(language)
    rises = moved_up(diff)
    gaps = Gaps(diff)
    parts = [stat_line(diff, language)]
    for row in rows(diff, context):
        if row.kind == "context":
            parts.append(_escaped(diff.new[slice(*row.new)]))
        elif row.kind == "skipped":
            said = table["skipped_one"] if row.passages == 1 else table["skipped"].format(count=row.passages)
            parts.append(f"*⋯ {said}*")
        elif row.kind == "departure":
            way = "from_here_up" if rises[row.block.move or 0] else "from_here_down"
            parts.append(f"*{table[way]} ({row.block.move})*")
        else:
            parts.append(_change(diff, row.block, rises, gaps, language))
    if diff.articles:
        parts.append("\n".join(f"- {say_article(article, language)}" for article in diff.articles))
    return "\n\n".join(part for part in parts if part) + "\n"


def _change(diff: Diff, block: Block, rises: dict[int, bool], gaps: Gaps, language: str) -> str:
    said = describe(block, rises.get(block.move or 0, False), language)
    said = f"{said} ({block.move})" if block.move is not None else said
    kind = f", {words(language)[block.change]}" if block.change else ""
    place = f"{_escaped(block.heading)}: " if block.heading else ""
    text = []
    for edit, moved in gaps.filled(block):
        if moved is not None:
            text.append(f"({'↑' if rises[moved] else '↓'}{moved})")
        elif edit.op == "equal" and edit.new:
            text.append(_escaped(diff.new[slice(*edit.new)], inside=True))
        elif edit.op == "delete" and edit.old:
            text.append(_wrapped("~~", diff.old[slice(*edit.old)]))
        elif edit.new:
            text.append(_wrapped("**", diff.new[slice(*edit.new)]))
    lines = [f"*{place}{said}{kind}*", "".join(text).strip()]
    lines += [f"> {say_figure(figure, language)}" for figure in block.figures]
    return "\n\n".join(lines)


def _wrapped(mark: str, text: str) -> str:
    """`text` between marks, white space left outside, for Markdown takes no mark beside a blank."""
    said = _escaped(text, inside=True)
    core = said.strip()
    if not core:
        return f"{mark}⏎{mark}" if "\n" in text else f"{mark}␣{mark}"
    start = said.index(core)
    return f"{said[:start]}{mark}{core}{mark}{said[start + len(core) :]}"


def _escaped(text: str, *, inside: bool = False) -> str:
    said = _SPECIAL.sub(r"\\\1", visible(text))
    return said.replace("\n", " ") if inside else " ".join(said.split())
