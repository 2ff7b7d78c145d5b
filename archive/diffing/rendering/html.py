"""A diff as HTML: one file that needs no other, or a fragment for a page; readable without colour, and printable."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import NamedTuple

from archive.diffing.records import Block, Diff
from archive.diffing.rendering.rows import Gaps, Row, rows
from archive.diffing.rendering.stat import stat_line
from archive.diffing.rendering.wording import DiffWording, describe, moved_up, say_article, say_figure, visible

#: Of what moved away, no more than this is shown where it stood.
LONGEST_GONE = 400


def render_html(
    diff: Diff, *, title: str, side_by_side: bool, context: int = 2, wording: DiffWording | None = None
) -> str:
    """A whole page with its style inside and no script; it speaks English unless a `wording` is given."""
    wording = wording or DiffWording()
    style = files("archive.data").joinpath("diff.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if wording.language == "zh" else wording.language}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_said(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<h1>{_said(title)}</h1>\n"
        f"{render_fragment(diff, side_by_side=side_by_side, context=context, wording=wording)}</body>\n</html>\n"
    )


def render_fragment(
    diff: Diff, *, side_by_side: bool = False, context: int = 2, wording: DiffWording | None = None
) -> str:
    """The diff as one ``<section>`` with classes alone, without style or script; data/diff.css dresses it."""
    wording = wording or DiffWording()
    shown = _Shown(diff, moved_up(diff), Gaps(diff), side_by_side, wording)
    kind = "sides" if side_by_side else "inline"
    parts = [f'<section class="diff diff-{kind}">\n<p class="diff-stat">{_said(stat_line(diff, wording))}</p>\n']
    if diff.articles:
        items = "".join(f"<li>{_said(say_article(article, wording))}</li>" for article in diff.articles)
        summary = f"<summary>{wording.say('articles')}</summary>"
        parts.append(f'<details class="diff-articles">{summary}<ul>{items}</ul></details>\n')
    if side_by_side and diff.changes:
        parts.append(
            f'<div class="diff-row diff-head"><p class="diff-old">{wording.say("old")}</p>'
            f'<p class="diff-new">{wording.say("new")}</p></div>\n'
        )
    above = None
    for row in rows(diff, context) if diff.changes else ():
        parts.extend(_row(shown, row, above))
        above = row.block if row.kind == "change" else None
    parts.append("</section>\n")
    return "".join(parts)


class _Shown(NamedTuple):
    """What every part of the page needs to know."""

    diff: Diff
    rises: dict[int, bool]
    gaps: Gaps
    side_by_side: bool
    wording: DiffWording

    def sign(self, number: int) -> str:
        """The number of a move with the way it went."""
        return f"{'↑' if self.rises[number] else '↓'}{number}"


def _row(shown: _Shown, row: Row, above: Block | None) -> Iterator[str]:
    diff, side_by_side, wording = shown.diff, shown.side_by_side, shown.wording
    if row.kind == "skipped":
        yield f'<p class="diff-skipped">⋯ {wording.skipped(row.passages)}</p>\n'
    elif row.kind == "context":
        text = f"<p>{_said(diff.new[slice(*row.new)].strip(chr(10)))}</p>"
        yield _pair("diff-context", text, text) if side_by_side else f'<div class="diff-context">{text}</div>\n'
    elif row.kind == "departure":
        number = row.block.move or 0
        way = wording.say("from_here_up" if shown.rises[number] else "from_here_down")
        text = diff.old[slice(*row.block.old[0])].strip("\n")
        body = (
            f'<p class="diff-label"><a href="#move-{number}">{shown.sign(number)} {way}</a></p>'
            f'<p class="diff-gone">{_said(text[:LONGEST_GONE])}{"…" if len(text) > LONGEST_GONE else ""}</p>'
        )
        identity = f' id="moved-{number}"'
        yield (
            _pair("diff-departure", body, "", identity)
            if side_by_side
            else f'<div class="diff-departure"{identity}>{body}</div>\n'
        )
    else:
        yield from _change(shown, row.block, above)


def _change(shown: _Shown, block: Block, above: Block | None) -> Iterator[str]:
    """A change with its label, which neighbours that came or went in the same way share."""
    wording = shown.wording
    said = describe(block, shown.rises.get(block.move or 0, False), wording)
    identity = f' id="move-{block.move}"' if block.move is not None else ""
    label = f'<a href="#moved-{block.move}">{shown.sign(block.move)} {said}</a>' if block.move is not None else said
    kind = f' · <span class="diff-class">{wording.say(block.change)}</span>' if block.change else ""
    place = f'<span class="diff-heading">{_said(block.heading)}</span> · ' if block.heading else ""
    yield f'<article class="diff-change diff-{block.op} diff-{block.change or "none"}"{identity}>\n'
    told = above and above[:2] == block[:2] and above.heading == block.heading and block.op in ("insert", "delete")
    if not told:
        yield f'<p class="diff-label">{place}{label}{kind}</p>\n'
    if shown.side_by_side:
        old = "".join(_edits(shown, block, "delete")) if block.old else ""
        new = "".join(_edits(shown, block, "insert")) if block.new else ""
        yield _pair("diff-text", f"<p>{old}</p>" if old else "", f"<p>{new}</p>" if new else "")
    else:
        yield f'<p class="diff-text">{"".join(_edits(shown, block, None))}</p>\n'
    if block.figures:
        items = "".join(f"<li>{_said(say_figure(figure, wording))}</li>" for figure in block.figures)
        yield f'<ul class="diff-figures">{items}</ul>\n'
    yield "</article>\n"


def _edits(shown: _Shown, block: Block, only: str | None) -> Iterator[str]:
    """The text of a block with its marks; with `only`, of the side that has those marks."""
    diff = shown.diff
    last = block.edits[-1] if block.edits else None
    for edit, moved in shown.gaps.filled(block):
        if edit.op == "equal" and edit.new:
            text = diff.new[slice(*edit.new)]
            yield _said(text.rstrip("\n") if edit == last else text)
        elif edit.op != "equal" and only in (None, edit.op):
            if moved is not None:
                yield f'<a class="diff-gap" href="#move-{moved}">{shown.sign(moved)}</a>'
            elif edit.op == "delete" and edit.old:
                yield f"<del>{_marked(diff.old[slice(*edit.old)], block)}</del>"
            elif edit.new:
                yield f"<ins>{_marked(diff.new[slice(*edit.new)], block)}</ins>"


def _marked(text: str, block: Block) -> str:
    """Line ends that came or went inside a passage get a sign, for white space alone cannot be seen."""
    if block.op in ("insert", "delete"):
        return _said(text.strip("\n") or "⏎")
    return _said(text).replace("\n", '<span class="diff-break">⏎</span>\n')


def _pair(kind: str, old: str, new: str, identity: str = "") -> str:
    sides = f'<div class="diff-old">{old}</div><div class="diff-new">{new}</div>'
    return f'<div class="diff-row {kind}"{identity}>{sides}</div>\n'


def _said(text: str) -> str:
    return escape(visible(text))
