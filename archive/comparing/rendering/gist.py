"""What a comparison of one region comes to, in a few sentences that only count and name."""

from __future__ import annotations

from collections.abc import Sequence

from archive.analysis.figure_words import in_words
from archive.analysis.pairs.outcomes import PROMISES
from archive.comparing.comparison import Section
from archive.comparing.pair_rows import FigureRow, number
from archive.comparing.rendering.wording import Wording

#: Statuses worth naming in a sentence of their own.
_NAMED = ("risen", "fallen", "reworded", "succeeded", "new")
_IN_ORDER = (*_NAMED, "continued", "not seen")
#: Units whose differences are percentage points.
_PERCENTAGES = frozenset({"%", "％", "个百分点"})
_MOST_NAMES = 8
_MOST_FIGURES = 5


def gist(section: Section, labels: tuple[str, str], words: Wording) -> list[str]:
    """Sentences on the themes, the figures of both sides and the targets; none where no change can be told."""
    if section.coverage.says_nothing:
        return []
    return [point for point in (*_of_themes(section, words), *_of_figures(section, labels, words)) if point]


def outcome(row: FigureRow, words: Wording) -> str:
    """What a pair comes to as one number: completion, else change, else share; a dash where there is none."""
    hedge = f" ({words.say(row.pair.bound)})" if row.pair.bound not in (None, "exact") else ""
    told = _number(row, words)
    return f"{told}{hedge}" if told else "—"


def _number(row: FigureRow, words: Wording) -> str:
    pair = row.pair
    points = f" {words.say('points')}" if row.a.unit in _PERCENTAGES else ""
    for value, sign, unit in (
        (pair.completion_pct, "", "%"),
        (pair.change_pct, "+", "%"),
        (pair.share_pct, "", "%"),
        (pair.change_abs, "+", points),
    ):
        if value is not None:
            return f"{number(value):{sign}}{unit}".replace("-", "−")
    return ""


def _of_themes(section: Section, words: Wording) -> list[str]:
    if not section.themes:
        return []
    say = words.say
    statuses = section.statuses
    counts = say(", ").join(f"{say(status)} {statuses[status]}" for status in _IN_ORDER if status in statuses)
    points = [say("%(n)s formulations: %(counts)s.", n=len(section.themes), counts=counts)]
    for status in _NAMED:
        rows = [row for row in section.themes if row.verdict.status == status]
        rows.sort(key=lambda row: -(row.earlier.mentions + row.later.mentions))
        if rows:
            names = [f"{row.theme.name} → {row.succeeded_by}" if row.succeeded_by else row.theme.name for row in rows]
            told = _named(names, _MOST_NAMES, words, "; " if status == "succeeded" else ", ")
            points.append(say("%(status)s: %(names)s.", status=say(status).capitalize(), names=told))
    return points


def _of_figures(section: Section, labels: tuple[str, str], words: Wording) -> list[str]:
    across = [row for row in section.figures if row.across]
    done = [row for row in section.figures if row.pair.relation in PROMISES and row.pair.completion_pct is not None]
    done.sort(key=lambda row: row.pair.completion_pct or 0)
    points = []
    if across:
        told = _named([_told(row, words) for row in across], _MOST_FIGURES, words, "; ")
        points.append(
            words.say("Figures of %(a)s beside those of %(b)s: %(told)s.", a=labels[0], b=labels[1], told=told)
        )
    short = [row for row in done if _falls_short(row)]
    if short:
        told = _named([_told(row, words) for row in short], _MOST_FIGURES, words, "; ")
        points.append(
            words.say("%(n)s targets can be put beside a result; the least complete: %(told)s.", n=len(done), told=told)
        )
    elif done:
        points.append(words.say("%(n)s targets can be put beside a result; none falls short of it.", n=len(done)))
    return points


def _falls_short(row: FigureRow) -> bool:
    """Whether less than was promised came; below a ceiling, less is what was promised."""
    return (row.pair.completion_pct or 0) < 100 and not (row.pair.bound or "").endswith("vs_ceiling")


def _told(row: FigureRow, words: Wording) -> str:
    period = row.b.period.label if row.b.period else ""
    caveat = words.say(row.pair.comparability) if row.pair.comparability != "comparable" else ""
    told = words.say(", ").join(part for part in (period, _number(row, words), caveat) if part)
    return f"{row.a.metric} {in_words(row.a)} → {in_words(row.b)} ({told})"


def _named(names: Sequence[str], most: int, words: Wording, between: str) -> str:
    more = [words.say("and %(n)s more", n=len(names) - most)] if len(names) > most else []
    return words.say(between).join([*names[:most], *more])
