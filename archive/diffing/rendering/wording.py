"""A change said in words, in the reader's language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from archive.diffing.records import ArticleChange, Block, Diff, FigureChange
from archive.reading.word_lists import load_data

_LARGE = (("亿", Decimal(100_000_000)), ("万", Decimal(10_000)))
_CONTROL = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
_CONTROL |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD) | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_CONTROL |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


def english_words() -> Mapping[str, str]:
    """The words and patterns in which a diff is described, by name, in English."""
    return load_data("diff_words")


@dataclass(frozen=True, slots=True)
class DiffWording:
    """How a diff speaks to its reader: in what language, and each word by the name that the English one has."""

    language: str = "en"
    words: Mapping[str, str] = field(default_factory=english_words)

    def say(self, name: str, /, **values: object) -> str:
        """A word or pattern, filled in."""
        return self.words[name].format(**values)

    def skipped(self, passages: int) -> str:
        """How many passages stay unchanged between two changes."""
        return self.say("skipped_one") if passages == 1 else self.say("skipped", count=passages)


def visible(text: str) -> str:
    """`text` with what would steer a terminal or break a file shown as a sign instead."""
    return text.translate(_CONTROL)


def describe(block: Block, rises: bool, wording: DiffWording) -> str:
    """What happened to a block, in a few words: ``moved up and edited``; `rises` says which way it moved."""
    if block.op != "move":
        return wording.say(block.op)
    said = wording.say("up" if rises else "down")
    edited = any(edit.op != "equal" for edit in block.edits)
    return wording.say("edited", move=said) if edited else said


def moved_up(diff: Diff) -> dict[int, bool]:
    """For each move, by its number, whether the passage stands higher in the new text than it did."""
    rises: dict[int, bool] = {}
    beside: list[tuple[int, int]] = [(0, -1)]  # what kept its order: where it begins in the new text and in the old one
    for block in diff.blocks:
        if block.move is not None:
            above = bisect_right(beside, (block.new[0][0], 0)) - 1
            rises[block.move] = block.old[0][0] > beside[max(above, 0)][1]
        elif block.old and block.new:
            beside.append((block.new[0][0], block.old[0][0]))
            beside += [
                (edit.new[0], edit.old[0])
                for edit in block.edits
                if edit.old and edit.new and edit.new[0] > block.new[0][0]
            ]
    return rises


def say_figure(change: FigureChange, wording: DiffWording) -> str:
    """A figure's change as one phrase: ``5%左右 → 5%以上 (the same amount, hedge hardened)``."""
    say, between = wording.say, wording.say("between")
    before, after = change.old, change.new
    if before is None or after is None:
        alone = before or after
        text = visible(alone.text) if alone else ""
        return say("remarked", figures=text, remarks=say("figure_in" if before is None else "figure_out"))
    remarks = []
    if change.direction == "same":
        remarks.append(say("same_amount"))
    elif change.direction and change.change_abs is not None:
        amount_text = amount(abs(change.change_abs), before.base_unit)
        if change.change_pct is not None and before.base_unit not in ("%", "个百分点"):
            amount_text += f"{between}{plain(abs(change.change_pct))}%"
        remarks.append(say("rise" if change.direction == "up" else "fall", amount=amount_text))
    if change.hedge and before.base_unit == after.base_unit:
        remarks.append(say(change.hedge))  # of 12%以上 → 12项 it would say nothing
    said = f"{visible(before.text)} → {visible(after.text)}"
    return say("remarked", figures=said, remarks=between.join(remarks)) if remarks else said


def say_article(change: ArticleChange, wording: DiffWording) -> str:
    """One line of the list of articles: ``第十条 → 第十一条: renumbered``."""
    numbers = " → ".join(dict.fromkeys(number for number in (change.old, change.new) if number))
    return wording.say("named", name=numbers, what=wording.say(f"article_{change.op}"))


def plain(number: Decimal) -> str:
    """A number without exponent or idle zeros.

    >>> plain(Decimal("1.50")), plain(Decimal("1E+4"))
    ('1.5', '10000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(number: Decimal, unit: str) -> str:
    """By how much something changed, in 万 or 亿 where it is that large.

    >>> amount(Decimal("2370000000"), "元"), amount(Decimal("9500"), "元"), amount(Decimal("0.3"), "%")
    ('23.7亿元', '9500元', '0.3个百分点')
    """
    for name, size in _LARGE:
        if number >= size:
            return f"{plain(number / size)}{name}{unit}"
    return f"{plain(number)}{'个百分点' if unit == '%' else unit}"
