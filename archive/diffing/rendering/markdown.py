"""A diff as Markdown: struck through what went, bold what came."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.diffing.records import Block, Diff
from archive.diffing.rendering.ranked import repeated, say_repeated
from archive.diffing.rendering.rows import Gaps, Row, rows
from archive.diffing.rendering.stat import stat_line
from archive.diffing.rendering.wording import DiffWording, describe, moved_up, say_article, say_figure, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(
    diff: Diff, *, context: int = 1, wording: DiffWording | None = None, ranked: Sequence[Row] | None = None
) -> str:
    """The diff as Markdown, a paragraph a passage; nothing in the texts is read as Markdown or HTML.

    With `ranked`, those rows are shown in their order, after the wordings that changed alike in several places.
    """
    wording = wording or DiffWording()
    rises = moved_up(diff)
    gaps = Gaps(diff)
    parts = [stat_line(diff, wording)]
    if ranked is not None:
        parts.append("\n".join(f"- {_escaped(say_repeated(one))}" for one in repeated(diff)))
    for row in rows(diff, context) if ranked is None else ranked:
        if row.kind == "context":
            parts.append(_escaped(diff.new[slice(*row.new)]))
        elif row.kind == "skipped":
            parts.append(f"*⋯ {wording.skipped(row.passages)}*")
        elif row.kind == "departure":
            way = "from_here_up" if rises[row.block.move or 0] else "from_here_down"
            parts.append(f"*{wording.say(way)} ({row.block.move})*")
        else:
            parts.append(_change(diff, row.block, rises, gaps, wording))
    if diff.articles:
        parts.append("\n".join(f"- {say_article(article, wording)}" for article in diff.articles))
    return "\n\n".join(part for part in parts if part) + "\n"


def _change(diff: Diff, block: Block, rises: dict[int, bool], gaps: Gaps, wording: DiffWording) -> str:
    said = describe(block, rises.get(block.move or 0, False), wording)
    said = f"{said} ({block.move})" if block.move is not None else said
    if block.change:
        said = wording.say("between").join((said, wording.say(block.change)))
    if block.heading:
        said = wording.say("named", name=_escaped(block.heading), what=said)
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
    lines = [f"*{said}*", "".join(text).strip()]
    lines += [f"> {say_figure(figure, wording)}" for figure in block.figures]
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
