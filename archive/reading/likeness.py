"""Which headline a body belongs to, by the words that both have."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from archive.reading.blocks import Block
from archive.reading.drafts import Draft
from archive.reading.headlines import Headline

_FAR = 1_000
_LONGEST_COLUMN = 12
_TOLD = 3  # pairs of characters


def shared(words: str, body: Iterable[Block]) -> int:
    """How many pairs of neighbouring characters of a headline stand in a body."""
    told, size = [], 0
    for block in body:
        told.append(block.folded[:_FAR])
        size += len(block.folded)
        if size >= _FAR:
            break
    near = "".join(told)[:_FAR]
    return sum(pair in near for pair in {words[at : at + 2] for at in range(len(words) - 1)})


def folded_lines(headline: Headline) -> str:
    """The lines of a headline with their width folded."""
    return " ".join(line.folded for line in headline.lines)


def bring_together(headlines: list[Headline], body: Block) -> None:
    """Of the headlines over one body, those that say what it says are lines of one: ## over ##."""
    while len(headlines) > 1:
        above, last = headlines[-2:]
        words = folded_lines(above)
        told = shared(words, [body])
        if above.kicker or last.kicker or above.marked != last.marked or told < max(_TOLD, len(words) // 3):
            return
        last.lines = above.lines + last.lines
        last.column = last.column or above.column
        del headlines[-2]


def put_below_column(headline: Headline, body: Block) -> None:
    """A short line over a headline that tells what the body does, and itself tells nothing of it, is a column."""
    below = headline.subtitle
    if below is None or headline.marked or headline.column or headline.kicker or len(headline.lines) > 1:
        return
    above = headline.lines[0]
    if above.spans[-1].end > below.start or len(above.folded) > _LONGEST_COLUMN:
        return
    if shared(above.folded, [body]) <= 1 and shared(below.folded, [body]) >= _TOLD:
        headline.column, headline.lines, headline.subtitle = above, [below], None


def said_above(group: list[Block], body: list[Block], following: Block) -> list[Block]:
    """The first lines of `group`, taken out of it, that say what the body above says and not what follows them."""
    count = 0
    while count < len(group) and shared(group[count].folded, body) > shared(group[count].folded, [following]):
        count += 1
    said = group[:count]
    del group[:count]
    return said


def give_back(drafts: list[Draft]) -> None:
    """A short line in a body is the displaced headline of the next article where that has none and says the same."""
    for draft, following in pairwise(drafts):
        if following.headline is not None or not following.body:
            continue
        for part in draft.parts:
            others = [block for block in draft.body if block is not part]
            if shared(part.folded, following.body) > max(shared(part.folded, others), 1):
                following.headline = Headline([part])
                draft.body = others
                break


def part_company(drafts: list[Draft]) -> None:
    """A lone short line in a body, that says what follows it and not what stood before, begins an article."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        part = draft.parts[0] if len(draft.parts) == 1 else None
        if part is None or part not in draft.body or draft.headline is None:
            continue
        where = draft.body.index(part)
        before, after = draft.body[:where], draft.body[where + 1 :]
        if (
            before
            and after
            and shared(part.folded, after) > max(shared(part.folded, [*draft.headline.lines, *before]), 1)
        ):
            credits = [credit for credit in draft.credits if credit.start > part.start]
            draft.body, draft.credits = before, [credit for credit in draft.credits if credit.start < part.start]
            drafts.insert(at + 1, Draft(Headline([part]), body=after, credits=credits, ended=draft.ended))
