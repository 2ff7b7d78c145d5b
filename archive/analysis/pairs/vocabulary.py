"""The words of `data/pairs.toml`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from archive.reading.word_lists import load_data


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word tables, ready to be applied."""

    synonyms: dict[str, str]  # other wording → the one that stands for it
    synonym_pattern: re.Pattern[str]
    ending_pattern: re.Pattern[str]
    nameless_pattern: re.Pattern[str]  # a metric that begins with an ending: what grows was named before
    work_pattern: re.Pattern[str]  # at either end
    tail_pattern: re.Pattern[str]
    filler_pattern: re.Pattern[str]  # kept words, then everything that says nothing of the thing counted
    bare_pattern: re.Pattern[str]  # a noun that counts anything, with stages and fillers before it
    kept: frozenset[str]
    stage_of: dict[str, str]
    any_work: frozenset[str]
    stage_pattern: re.Pattern[str]
    remainder_pattern: re.Pattern[str]
    flow_new_pattern: re.Pattern[str]
    flow_stock_pattern: re.Pattern[str]
    flow_sum_pattern: re.Pattern[str]
    made_pattern: re.Pattern[str]
    decrease_pattern: re.Pattern[str]
    contrast_pattern: re.Pattern[str]
    contrast_rows: dict[str, tuple[int, ...]]
    qualifier_pattern: re.Pattern[str]
    unit_classes: dict[str, str]
    exchange: dict[str, tuple[str, Fraction]]
    whole_scopes: frozenset[str]
    place_endings: tuple[str, ...]
    scope_parts: tuple[str, ...]
    scopes_in_names: tuple[str, ...]
    ceiling_pattern: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the archive."""
    data = load_data("pairs")
    synonyms = {other: name for name, others in data["synonyms"].items() for other in others}
    kept = frozenset(data["fillers"]["kept"]) | frozenset(data["synonyms"])
    stage_of = {
        word: stage
        for stage in ("preparation", "start", "underway", "completion", "advancing", "pending")
        for word in data["stages"][stage]
    }
    contrast_rows: dict[str, tuple[int, ...]] = {}
    for index, row in enumerate(data["contrasts"]["rows"]):
        for word in row:
            contrast_rows[word] = (*contrast_rows.get(word, ()), index)
    return Vocabulary(
        synonyms=synonyms,
        # A word that already stands for itself is matched first, so that it is not rewritten inside.
        synonym_pattern=_any_of([*synonyms, *data["synonyms"]]),
        ending_pattern=re.compile(f"(?:{_alternatives(data['fillers']['endings'])})+$"),
        nameless_pattern=_any_of(data["fillers"]["endings"]),
        work_pattern=re.compile(
            f"(?<=..)(?:{_alternatives(data['fillers']['works'])})+$|^(?:{_alternatives(data['fillers']['works'])})+(?=..)"
        ),
        tail_pattern=re.compile(f"(?<=..)(?:{_alternatives(data['fillers']['tails'])}).*$"),
        filler_pattern=_any_of([*kept, *data["fillers"]["generic"], *stage_of]),
        bare_pattern=re.compile(
            f"(?:{_alternatives([*data['fillers']['generic'], *stage_of])})*"
            f"(?:{_alternatives(data['fillers']['bare'])})"
        ),
        kept=kept,
        stage_of=stage_of,
        any_work=frozenset(data["stages"]["any_work"]),
        stage_pattern=_any_of(stage_of),
        remainder_pattern=_any_of(data["remainder"]["words"]),
        flow_new_pattern=_any_of(data["flow"]["new"]),
        flow_stock_pattern=_any_of(data["flow"]["stock"]),
        flow_sum_pattern=_any_of(data["flow"]["sum"]),
        made_pattern=_any_of(data["flow"]["made"]),
        decrease_pattern=_any_of(data["decrease"]["words"]),
        contrast_pattern=_any_of(contrast_rows),
        contrast_rows=contrast_rows,
        qualifier_pattern=_any_of(data["qualifiers"]["words"]),
        unit_classes={unit: row[0] for row in data["units"]["same"] for unit in row},
        exchange={
            unit: (to, Fraction(numerator, denominator))
            for unit, (to, numerator, denominator) in data["units"]["exchange"].items()
        },
        whole_scopes=frozenset(data["scopes"]["whole"]),
        place_endings=tuple(data["scopes"]["places"]),
        scopes_in_names=tuple(data["scopes"]["said_in_names"]),
        scope_parts=tuple(data["scopes"]["parts"]),
        ceiling_pattern=_any_of(data["ceilings"]["words"]),
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(words))
