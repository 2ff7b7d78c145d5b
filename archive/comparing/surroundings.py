"""What stands around a mention: its section, who says it, and the themes said in one sentence with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from archive.analysis.speech import speakers_in
from archive.model import AnalysedVersion, Passage

#: How many neighbours of a theme are worth a row.
MOST_NEIGHBOURS = 5
_SENTENCE_END = re.compile(r"[。！？!?；;]")


def section_of(passage: Passage) -> str:
    """The innermost heading that a passage stands under, or the nothing."""
    return passage.heading_path[-1] if passage.heading_path else ""


class Surroundings:
    """The sections, speakers and neighbours of the themes of one side."""

    def __init__(self, versions: Iterable[AnalysedVersion]) -> None:
        self.sections: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.speakers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._together: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for version in versions:
            self._read(version)

    def neighbours(self, theme: str) -> list[tuple[str, int]]:
        """The themes most often said in one sentence with `theme`, with how many sentences."""
        counts = self._together.get(theme, Counter[str]())
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_NEIGHBOURS]

    def _read(self, version: AnalysedVersion) -> None:
        by_passage: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for mention in version.mentions:
            by_passage[mention.passage].append((mention.span.start, mention.theme))
        for position, mentions in by_passage.items():
            passage = version.passages[position]
            section = section_of(passage)
            ends = [passage.locate(m.start(), m.end()).end for m in _SENTENCE_END.finditer(passage.text)]
            said = [(passage.locate(at, at + 1).start, name) for at, name in speakers_in(passage.text)]
            starts = [at for at, _ in said]
            sentences: defaultdict[int, set[str]] = defaultdict(set)
            for start, theme in mentions:
                if section:
                    self.sections[theme][section] += 1
                speaker = bisect_right(starts, start)
                if speaker:
                    self.speakers[theme][said[speaker - 1][1]] += 1
                sentences[bisect_right(ends, start)].add(theme)
            self._count(sentences.values())

    def _count(self, sentences: Iterable[set[str]]) -> None:
        for themes in sentences:
            # A list of fifty names is no company; so the work stays linear in the text, too.
            if 1 < len(themes) <= 24:
                for theme in themes:
                    self._together[theme].update(other for other in themes if other != theme)


def most_common(counts: Counter[str], most: int = 5) -> Sequence[str]:
    """The commonest keys, ties in the order of the words."""
    return [key for key, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]
