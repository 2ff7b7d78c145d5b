"""A diff for a terminal: coloured where that is wanted, readable where it is not, wrapped by display width."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING

from archive.diffing.records import Block, Diff, Edit
from archive.diffing.rendering.ranked import repeated, say_repeated
from archive.diffing.rendering.rows import Gaps, Row, rows
from archive.diffing.rendering.stat import stat_line
from archive.diffing.rendering.wording import DiffWording, describe, moved_up, say_article, say_figure, visible

if TYPE_CHECKING:
    from rich.text import Text

#: Of an unchanged stretch inside a passage longer than twice this, only the ends are shown.
KEPT = 30

_NO_START = frozenset("，。；：！？、）》”’」』】…,.;:!?)]}")


def render_terminal(
    diff: Diff,
    *,
    context: int,
    width: int,
    color: bool,
    wording: DiffWording | None = None,
    ranked: Sequence[Row] | None = None,
) -> str:
    """The diff as text `width` columns wide, a Han character taking two; without colour, marks say what changed.

    With `ranked`, those rows are shown in their order, after the wordings that changed alike in several places.
    """
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(
        file=out, width=max(width, 20), color_system="standard" if color else None, force_terminal=color,
        highlight=False, markup=False, emoji=False, legacy_windows=False, soft_wrap=False, _environ={},
    )  # fmt: skip
    wording = wording or DiffWording()
    if not diff.changes:
        return wording.say("no_change") + "\n"
    rises = moved_up(diff)
    gaps = Gaps(diff)
    said = ""
    for one in [] if ranked is None else repeated(diff):
        console.print(_folded(Text(say_repeated(one), style="cyan"), console.width), soft_wrap=True)
    for row in rows(diff, context) if ranked is None else ranked:
        text = Text(overflow="fold", no_wrap=False)
        if row.kind == "context":
            text.append("  " + _shortened(_line(diff.new[slice(*row.new)])), style="dim")
        elif row.kind == "skipped":
            text.append(f"  ⋯ {wording.skipped(row.passages)}", style="dim")
        elif row.kind == "departure":
            way = "from_here_up" if rises[row.block.move or 0] else "from_here_down"
            said = _shortened(_line(diff.old[slice(*row.block.old[0])]))
            text.append(
                f"{'↑' if rises[row.block.move or 0] else '↓'} {wording.say(way)} [{row.block.move}]: {said}",
                style="magenta",
            )
        else:
            label = _label(row.block, rises, wording)
            if label != said or row.block.op not in ("insert", "delete"):
                text.append(f"{label}\n", style="cyan")
            _add_change(text, diff, row.block, rises, gaps, wording)
        said = _label(row.block, rises, wording) if row.kind == "change" else ""
        console.print(_folded(text, console.width), soft_wrap=True)
    for article in diff.articles:
        console.print(Text(say_article(article, wording)))
    console.print(Text(stat_line(diff, wording), style="bold"))
    return out.getvalue()


def _folded(text: Text, width: int) -> Text:
    """`text` with line breaks where a line is full; closing punctuation does not begin a line."""
    from rich.cells import cell_len
    from rich.text import Text

    said = text.plain
    cuts = []
    start = used = 0
    for place, character in enumerate(said):
        if character == "\n":
            start, used = place + 1, 0
            continue
        size = cell_len(character)
        if used + size > width:
            cut = place - 1 if character in _NO_START and place - 1 > start else place
            cuts.append(cut)
            start, used = cut, cell_len(said[cut:place])
        used += size
    return Text("\n").join(text.divide(cuts)) if cuts else text


def _label(block: Block, rises: dict[int, bool], wording: DiffWording) -> str:
    """What happened and where; of neighbours that came or went in the same way only the first one is told so."""
    said = describe(block, rises.get(block.move or 0, False), wording)
    number = f" [{block.move}]" if block.move is not None else ""
    place = f"{visible(block.heading)} · " if block.heading else ""
    kind = f" · {wording.say(block.change)}" if block.change else ""
    return f"@ {place}{said}{number}{kind}"


def _add_change(text: Text, diff: Diff, block: Block, rises: dict[int, bool], gaps: Gaps, wording: DiffWording) -> None:
    sign = {"insert": "+ ", "delete": "- "}.get(block.op, "~ ")
    text.append(sign)
    whole = block.op in ("insert", "delete")
    last = block.edits[-1]
    for edit, moved in gaps.filled(block):
        if moved is None:
            _add_edit(text, diff, edit, edit == last, whole)
        else:
            text.append(f"[{'↑' if rises[moved] else '↓'}{moved}]", style="magenta")
    for figure in block.figures:
        text.append(f"\n  # {say_figure(figure, wording)}", style="yellow")


def _add_edit(text: Text, diff: Diff, edit: Edit, last: bool, whole: bool) -> None:
    if edit.op == "equal" and edit.new:
        said = visible(diff.new[slice(*edit.new)])
        text.append(_shortened(said.rstrip("\n") if last else said))
    elif edit.op == "delete" and edit.old:
        said = visible(diff.old[slice(*edit.old)])
        said = _marked_blank(said, whole)
        text.append(said if whole else f"[-{said}-]", style="red strike")
    elif edit.new:
        said = visible(diff.new[slice(*edit.new)])
        said = _marked_blank(said, whole)
        text.append(said if whole else f"{{+{said}+}}", style="green underline")


def _marked_blank(said: str, whole: bool) -> str:
    """Line ends that came or went are shown, for they would be seen nowhere else."""
    return said.strip("\n") or "⏎" if whole else said.replace("\n", "⏎")


def _line(said: str) -> str:
    return visible(said.strip("\n"))


def _shortened(said: str) -> str:
    return said if len(said) <= 2 * KEPT + 3 else f"{said[:KEPT]}…{said[-KEPT:]}"
