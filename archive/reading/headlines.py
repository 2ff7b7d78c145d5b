"""The lines over an article: kicker, headline, subtitle, column; and which of several lines is which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.model import Span
from archive.reading.blocks import JOINED, Block, cover
from archive.reading.joining import looks_like_headline
from archive.reading.layout_words import layout_words
from archive.reading.word_lists import one_of

_DASH = re.compile(r"^(?:—|-{2,}|──)")
_BRACKETED = re.compile(r"^(?:[【\[〔●■◆].{1,16}[】\]〕]?|[—─-]{1,3}[一-鿿]{2,8}[—─-]{1,3})$")
#: The place or organ that a headline is of, on a line over it: 某某街道:, 某市某区.
_PLACE = re.compile(
    r"[一-鿿]{2,10}(?:街道|镇|乡|村|社区|[市区县局]):"
    r"|[一-鿿]{2,5}(?:街道|(?<![小城])镇|(?<![城下故家])乡)|[一-鿿]{2,4}[市州][一-鿿]{1,4}[区县市旗]"
)
_TOOK_PART = re.compile(rf"[一-鿿]{{2,4}}(?:\s[一-鿿]{{2,4}}){{0,3}}(?:{one_of('layout', 'took_part')}){{1,3}}")
_AMOUNT = re.compile(rf"\d+(?:\.\d+)?[万亿]?(?:{one_of('layout', 'amount_units')})")
_LONGEST_COLUMN = 14
_LONGEST_NAME = 8
_SHORTEST_HEADLINE = 5
_SHORTEST_NAME = 2  # of a column
_LONGEST_SUBTITLE = 18


@dataclass(slots=True)
class Headline:
    """One headline with its lines and what goes with it."""

    lines: list[Block]
    kicker: Block | None = None
    subtitle: Block | None = None
    column: Block | None = None
    own_line: bool = field(default=False)  # kicker and headline were one line: 某某表示,要…

    @property
    def marked(self) -> bool:
        """Whether a # stood before it."""
        return any(line.marks for line in self.lines)

    @property
    def length(self) -> int:
        """The number of characters of its lines."""
        return sum(len(line.folded) for line in self.lines)


def is_headline_line(block: Block) -> bool:
    """Whether a block is a line that stands over an article (or could)."""
    if block.kind == "heading":
        return block.marks > 0
    folded = block.folded
    if block.kind == "list_item":
        return _BRACKETED.match(folded) is not None and looks_like_headline(folded)
    if block.kind != "paragraph" or block.article_number is not None:
        return False
    if _DASH.match(folded):
        return len(folded) <= 60 and not folded.endswith("。")
    return (
        looks_like_headline(folded)
        or _PLACE.fullmatch(folded) is not None
        or (len(folded) <= 60 and _said(folded) is not None and folded[-1] not in "。;")
    )


def read_headlines(group: list[Block]) -> tuple[list[Headline], list[Block]]:
    """The headlines that a run of lines makes, in order, and blocks made anew by cutting a kicker off its line."""
    words = layout_words()
    found: list[Headline] = []
    made: list[Block] = []
    kicker: Block | None = None
    column: Block | None = None
    for position, block in enumerate(group):
        folded = block.folded
        last = found[-1] if found else None
        if _DASH.match(folded) and last is not None and not is_column(block):
            last.subtitle = block
        elif is_column(block) and (not block.marks or position + 1 < len(group)):
            if last is not None and kicker is None and not block.marks:
                last.column = block
            else:
                column = block
        elif last is not None and kicker is None and _only_names(block, words.subtitle_endings):
            last.subtitle = block
        elif (said := _said(folded)) is not None:
            made.append(_cut_kicker(block, said))
            found.append(Headline([block], made[-1], column=column, own_line=True))
            kicker = column = None
        elif (folded.rstrip(":").endswith(words.kicker_endings) or _PLACE.fullmatch(folded)) and position + 1 < len(
            group
        ):
            kicker = block
        elif last is not None and kicker is None and not block.blank_before:
            last.lines.append(block)
        else:
            found.append(Headline([block], kicker, column=column))
            kicker = column = None
    if kicker is not None:
        found.append(Headline([kicker], column=column))
    elif column is not None and not found:
        found.append(Headline([column]))
    return found, made


def is_column(block: Block) -> bool:
    """Whether a line is the name of a column: 融评, 图片新闻, 【两会声音】, or one that the page calls a 专栏."""
    folded = block.folded
    endings = layout_words().column_endings
    return (
        block.column
        or (len(folded) <= _LONGEST_NAME and folded.endswith(endings))
        or (len(folded) <= _LONGEST_COLUMN and folded.endswith(layout_words().sure_column_endings))
        or _BRACKETED.match(folded) is not None
    )


def _only_names(block: Block, endings: tuple[str, ...]) -> bool:
    """Whether a line says no more than who took part: 吴小杰出席; under a mark it must be a name and no other word."""
    folded = block.folded
    if block.marks:
        return _TOOK_PART.fullmatch(folded) is not None
    return len(folded) <= _LONGEST_SUBTITLE and folded.endswith(endings) and "," not in folded


def _said(folded: str) -> int | None:
    """Where the headline begins in a line that is kicker and headline in one: 某某在会上强调,要…; or None."""
    verbs = "|".join(ending for ending in layout_words().kicker_endings if len(ending) == 2)
    match = re.match(rf"[^,:。;]{{4,40}}?(?:(?:{verbs})[,:]|(?:强调|指出|表示|要求)(?=\s))\s*(?=[^,:]{{6}})", folded)
    return match.end() if match else None


def _cut_kicker(block: Block, at: int) -> Block:
    kicker = Block(cover(block.spans, 0, at), block.folded[:at], block.blank_before, block.indented, "kicker")
    block.spans = cover(block.spans, at, len(block.folded))
    block.folded = block.folded[at:]
    block.blank_before = False
    return kicker


def merge_headlines(found: list[Headline]) -> list[Headline]:
    """`found` with lines that belong to one headline brought together.

    Of two lines without a mark the shorter is the headline: a kicker, before it, and a subtitle, after it, explain and
    are longer, or tell how much; two lines of one length are one headline. Beside a marked line, a short unmarked one
    is a column, and so is one of a few characters before any headline.
    """
    merged: list[Headline] = []
    for headline in found:
        previous = merged[-1] if merged else None
        if previous is None or previous.own_line or headline.kicker or previous.subtitle:
            merged.append(headline)
        elif previous.marked and not headline.marked:
            if headline.length <= _LONGEST_COLUMN:
                previous.column = previous.column or headline.lines[0]
            else:
                previous.subtitle = headline.lines[0]
        elif (
            abs(previous.length - headline.length) <= 2 and previous.length <= 20 and not _measures(previous, headline)
        ):
            previous.lines += headline.lines
            previous.subtitle, previous.column = headline.subtitle, previous.column or headline.column
        elif previous.length <= _longest_column(previous, headline):
            headline.column = headline.column or previous.lines[0]
            merged[-1] = headline
        elif previous.marked and headline.marked and not _measures(previous, headline):
            merged.append(headline)
        elif _measures(previous, headline) or (not headline.marked and previous.length <= headline.length):
            previous.subtitle = headline.lines[0]
        elif previous.kicker is None:
            headline.kicker = previous.lines[0]
            merged[-1] = headline
        elif headline.marked:
            merged.append(headline)
        else:
            previous.lines += headline.lines
    return merged


def _measures(above: Headline, below: Headline) -> bool:
    """Whether the lower of two lines tells how much, and the upper what happened: 蔬菜亮相展会 / 签约金额12.6亿元."""
    return (
        above.length > _SHORTEST_HEADLINE
        and len(below.lines) == 1
        and above.marked == below.marked
        and (
            below.lines[0].folded.startswith(layout_words().subtitle_beginnings)
            or (
                _AMOUNT.search(below.lines[0].folded) is not None
                and not any(_AMOUNT.search(line.folded) for line in above.lines)
            )
        )
    )


def _longest_column(above: Headline, headline: Headline) -> int:
    """How long a line before a headline can be and still be the name of a column."""
    if above.marked:
        return _SHORTEST_HEADLINE if headline.marked and headline.length > _SHORTEST_HEADLINE + 2 else 0
    if headline.marked:
        return _LONGEST_COLUMN
    if headline.length > _SHORTEST_HEADLINE + 2:
        return _SHORTEST_HEADLINE
    return _SHORTEST_NAME if headline.length > _SHORTEST_NAME + 1 else 0


def is_half(words: str) -> bool:
    """Whether a headline names organs and says nothing of them: its other half lies elsewhere.

    >>> is_half("区人大常委会 政协"), is_half("区政协召开常委会议")
    (True, False)
    """
    return all(piece.endswith(layout_words().organ_endings) for piece in words.split())


def join_lines(text: str, headline: Headline) -> None:
    """Make one block of the lines of a headline that follow each other on the page, parted by their line break.

    The blocks of the other lines are marked as joined: they are no blocks of the page any more.
    """
    first, *others = headline.lines
    kept = [first]
    for line in others:
        last = kept[-1]
        gap = text[last.end : line.start]
        newline = gap.find("\n")
        if newline < 0 or gap.strip():
            kept.append(line)
            continue
        at = last.end + newline
        last.spans += [Span(at, at + 1), *line.spans]
        last.folded += " " + line.folded
        line.kind = JOINED
    headline.lines = kept
