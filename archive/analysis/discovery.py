"""Formulations nobody listed, found over a whole corpus."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from archive.analysis.discovering.keyness import keyness
from archive.analysis.discovering.named import (
    formulas,
    is_counted_name,
    is_named_by_head,
    names_by_head,
    quoted_terms,
    versioned_names,
)
from archive.analysis.discovering.recurring import recurring_runs
from archive.analysis.discovering.words import (
    inverse_frequencies,
    is_keyword,
    is_worded,
    may_begin,
    runs_of_words,
    word_lists,
)
from archive.analysis.lexicon import Entry
from archive.analysis.speech import speakers_in
from archive.analysis.theme_key import theme_key
from archive.analysis.themes import Lexicon, find_mentions
from archive.model import AnalysedVersion, Passage, Theme, ThemeMention

#: A list that a person reads: listed themes that are mentioned and discovered ones together are no more than this.
MOST_THEMES = 600
#: A larger corpus says more: this many characters beyond the first `SMALL` let one more discovered theme in, up to a
#: number that can still be read, however many listed ones there are.
CHARACTERS_PER_THEME, SMALL, MOST_DISCOVERED = 250, 50_000, 300
#: One more occurrence is asked of a recurring run for each so many words of the corpus.
WORDS_PER_OCCURRENCE = 100_000
#: A word of a lower inverse document frequency is met in any Chinese text and is no keyword.
RARE = 6.5
SHORTEST_KEYWORD = 3
#: A discovered theme whose occurrences lie this far within listed mentions says nothing new.
MOST_COVERED = 0.5
ENOUGH_ALONE = 3
_UNREAD = frozenset({"byline", "source", "jump"})

_QUOTED, _COUNTED, _FORMULA, _RUN, _KEYWORD, _NAME = "引语", "概括", "代号", "词组", "关键词", "名称"
_WEIGHT = {_COUNTED: 4.0, _FORMULA: 3.5, _QUOTED: 2.0, _RUN: 1.5, _KEYWORD: 1.0, _NAME: 1.0}


def discover(versions: Sequence[AnalysedVersion], lexicon: Lexicon) -> tuple[Theme, ...]:
    """The formulations of a corpus that `lexicon` does not list, the most telling first.

    Candidates are quoted terms, names that sum up by number (四个走在前, 1+43+N), runs of words that recur, keywords by
    jieba's frequencies, and names by their head word (…行动, …示范区). A candidate that stands only inside a longer one
    is folded into it. The category says how it was found. The answer depends on nothing but the arguments, and not on
    the order of `versions`.
    """
    ordered = sorted(versions, key=lambda version: (version.source.slug, version.source.number))
    candidates = _candidates(ordered)
    trial = Lexicon(tuple(Entry(wording, kind, origin="discovered") for wording, kind in sorted(candidates.items())))
    seen: defaultdict[str, list[tuple[int, ThemeMention]]] = defaultdict(list)
    listed = [find_mentions(version.passages, lexicon) for version in ordered]
    free: Counter[str] = Counter()
    for number, version in enumerate(ordered):
        cover = _Cover(listed[number])
        for mention in find_mentions(version.passages, trial):
            seen[mention.theme].append((number, mention))
            free[mention.theme] += not cover.holds(mention)
    mentioned = len({mention.theme for mentions in listed for mention in mentions})
    kept = {
        name: mentions
        for name, mentions in seen.items()
        if free[name] > len(mentions) * MOST_COVERED and _is_theme(candidates[name], name, mentions)
    }
    kept = _without_light_tails(_without_nested(kept))
    scores = {name: _score(candidates[name], name, mentions, ordered) for name, mentions in kept.items()}
    best = sorted(scores, key=lambda name: (-scores[name], name))[: _room(ordered, mentioned)]
    return tuple(Theme(name.strip("“”"), candidates[name], "discovered", _aliases(name)) for name in best)


def _room(versions: Sequence[AnalysedVersion], listed: int) -> int:
    """How many discovered themes find room beside the listed ones."""
    characters = sum(len(passage.text) for version in versions for passage in version.passages)
    more = (characters - SMALL) // CHARACTERS_PER_THEME
    return max(MOST_THEMES - listed, min(MOST_DISCOVERED, more), 0)


def _candidates(versions: Sequence[AnalysedVersion]) -> dict[str, str]:
    """Every candidate wording with how it was found; where two ways find one, the more telling."""
    found: dict[str, str] = {}
    keys: dict[str, str] = {}

    def add(wording: str, kind: str) -> None:
        key = theme_key(wording)
        if len(key) >= 2 and key not in word_lists().common and not _names_one_of(people, wording):
            if key in keys:
                if _WEIGHT[found[keys[key]]] >= _WEIGHT[kind]:
                    return
                del found[keys[key]]
            keys[key] = wording
            found[wording] = kind

    people = {name for passage in _read(versions) for _, name in speakers_in(passage.text)}
    runs: list[list[str]] = []
    for passage in _read(versions):
        for term in quoted_terms(passage.text):
            # A short quoted term means something only in its quotation marks.
            add(term if len(term) > 3 else f"“{term}”", _COUNTED if is_counted_name(term) else _QUOTED)
        for name in formulas(passage.text):
            add(name, _FORMULA)
        runs.extend(runs_of_words(passage.text))
    for run in recurring_runs(runs, 2 + sum(map(len, runs)) // WORDS_PER_OCCURRENCE):
        add(run.text, _RUN)
    for name in sorted(set(versioned_names(runs))):
        add(name, _FORMULA)
    for word in _keywords(runs):
        add(word, _KEYWORD)
    for name in sorted(set(names_by_head(runs))):
        add(name, _NAME)
    return found


def _names_one_of(people: set[str], wording: str) -> bool:
    return any(wording[at : at + length] in people for length in (2, 3) for at in range(len(wording) - length + 1))


def _read(versions: Iterable[AnalysedVersion]) -> Iterable[Passage]:
    for version in versions:
        yield from (p for p in version.passages if p.is_content and p.kind not in _UNREAD)


def _keywords(runs: Sequence[Sequence[str]], most: int = 120) -> list[str]:
    """The words whose frequency here stands out most against their frequency in Chinese at large (TF-IDF)."""
    lists, rarity = word_lists(), inverse_frequencies()
    counts = Counter(word for run in runs for word in run if len(word) >= SHORTEST_KEYWORD)
    middle = sorted(rarity.values())[len(rarity) // 2] if rarity else RARE
    scores = {
        word: count * rarity.get(word, middle)
        for word, count in counts.items()
        if count >= 3
        and rarity.get(word, middle) >= RARE
        and is_worded(word)
        and may_begin(word)
        and word not in lists.common
    }
    ranked = sorted(scores, key=lambda word: (-scores[word], word))
    return [word for word in ranked[: 2 * most] if is_keyword(word)][:most]


def _is_theme(kind: str, name: str, mentions: Sequence[tuple[int, ThemeMention]]) -> bool:
    """Whether a candidate is more than a turn of phrase: a metaphor in quotes must recur, a sum or a name need not."""
    if kind == _RUN:
        return len(mentions) > 2 or len(name) > 5 or (len(name) > 4 and len({number for number, _ in mentions}) > 1)
    if len(mentions) == 1 and kind in (_QUOTED, _NAME):
        return len(theme_key(name)) >= 5 if kind == _QUOTED else is_named_by_head(name)
    return kind in (_COUNTED, _FORMULA) or len(mentions) > 1


class _Cover:
    """The ranges of a version that listed themes stand on."""

    def __init__(self, mentions: Sequence[ThemeMention]) -> None:
        self._ranges: list[tuple[int, int]] = []
        for mention in sorted(mentions, key=lambda mention: mention.span):
            if self._ranges and mention.span.start <= self._ranges[-1][1]:
                start, end = self._ranges[-1]
                self._ranges[-1] = (start, max(end, mention.span.end))
            else:
                self._ranges.append((mention.span.start, mention.span.end))
        self._ends = [end for _, end in self._ranges]

    def holds(self, mention: ThemeMention) -> bool:
        """Whether listed themes cover at least half of the mention."""
        index, covered = bisect_left(self._ends, mention.span.start), 0
        while index < len(self._ranges) and self._ranges[index][0] < mention.span.end:
            start, end = self._ranges[index]
            covered += max(0, min(end, mention.span.end) - max(start, mention.span.start))
            index += 1
        return covered * 2 >= len(mention.span)


def _without_nested(
    seen: dict[str, list[tuple[int, ThemeMention]]],
) -> dict[str, list[tuple[int, ThemeMention]]]:
    """The candidates that stand on their own, not inside a longer one, at least thrice or once in three times."""
    places: defaultdict[tuple[int, int], list[tuple[int, int, str]]] = defaultdict(list)
    for name, mentions in seen.items():
        for number, mention in mentions:
            places[number, mention.passage].append((mention.span.start, -mention.span.end, name))
    inside: Counter[str] = Counter()
    for found in places.values():
        found.sort()
        reach = -1
        for start, minus_end, name in found:
            inside[name] += -minus_end <= reach and start >= 0
            reach = max(reach, -minus_end)
    own = {name: len(mentions) - inside[name] for name, mentions in seen.items()}
    return {name: found for name, found in seen.items() if own[name] >= ENOUGH_ALONE or own[name] * 3 >= len(found)}


def _without_light_tails(
    seen: dict[str, list[tuple[int, ThemeMention]]],
) -> dict[str, list[tuple[int, ThemeMention]]]:
    """The candidates without those that only add a word such as 建设 to one that is said more often."""
    said = {theme_key(name): len(mentions) for name, mentions in seen.items()}

    def adds_nothing(name: str) -> bool:
        key = theme_key(name)
        return any(
            key.endswith(tail) and said.get(key.removesuffix(tail), 0) > said[key] for tail in word_lists().light_tails
        )

    return {name: mentions for name, mentions in seen.items() if not adds_nothing(name)}


def _score(
    kind: str, name: str, mentions: Sequence[tuple[int, ThemeMention]], versions: Sequence[AnalysedVersion]
) -> float:
    documents = {versions[number].source.slug for number, _ in mentions}
    years = [versions[number].source.year for number, _ in mentions]
    latest = max((version.source.year for version in versions if version.source.year), default=None)
    later = sum(year == latest for year in years)
    lengths = Counter(bool(version.source.year == latest) for version in versions for _ in version.passages)
    key = keyness(later, lengths[True], len(years) - later, lengths[False])
    bonus = min(key.log_likelihood, 20.0) / 20 if abs(key.effect) >= 1 else 0.0
    return round(
        _WEIGHT[kind] * (1 + log(len(mentions))) * (1 + 0.5 * (len(documents) - 1)) * (1 + log(len(name)) / 4) + bonus,
        6,
    )


def _aliases(name: str) -> tuple[str, ...]:
    return (name,) if name.startswith("“") else ()
