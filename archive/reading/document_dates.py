"""The day a report, a law or a piece of news is of, as it states it."""

from __future__ import annotations

import re
from datetime import date

from archive.model import Fact, Passage, Span
from archive.reading.characters import fold_width
from archive.reading.fact_reader import FactReader, read_dates
from archive.reading.word_lists import one_of

#: 发布时间: … says when a page was put online; 成文日期: … when the document was written.
_LABEL = re.compile(
    rf"({one_of('layout', 'written_labels')})?(实施|施行|生效)?(?:{one_of('layout', 'online_labels')})?(?:时间|日期)"
    r"\s{0,4}[\]】]?\s{0,4}[:|]?\s{0,4}(?=\d{4})"
)
_LABEL_ALONE = re.compile(r"^[•·]?\s*(?:成文|发文|印发|签发)日期\s*:?")
_MEETING = re.compile(rf"(?:会议|大会|次会)上?\s*\)?$|上\s*\)?$|{one_of('kinds', 'adoption', 'acts')}")
_EFFECT = re.compile(r"[^,;。()]{0,12}起\s*(?:施行|实施|生效)")
_ORGAN = re.compile(rf"[一-鿿\s]{{2,60}}(?:{one_of('organs', 'names', 'signing')})")
_LETTER_ENDS = re.compile(f"(?:{one_of('kinds', 'letters', 'ends')})。$")
_HEAD = 24
_FOOT = 6
_AROUND_A_DAY = 14


def stated_date(reader: FactReader) -> Fact | None:
    """The day stated: of the meeting or the adoption (the last amendment), else of the signature, else of the page.

    The day on which a law comes into force is not the day it is of.
    """
    ranked: list[tuple[int, int, Span]] = []
    above = ""
    for passage in reader.passages[:_HEAD]:
        if passage.kind in ("source", "byline", "masthead", "navigation") or passage.level == 1:
            ranked += _in_head(reader, passage, above)
        above = passage.text
    signed = signature(reader)
    if signed:
        ranked.append((1, *_latest(signed[1], reader)))
    if not ranked:
        return None
    rank = min(ranked)[0]
    _, day, span = max(found for found in ranked if found[0] == rank)
    return Fact("published_on", date.fromordinal(day).isoformat(), "stated", span)


def _in_head(reader: FactReader, passage: Passage, above: str) -> list[tuple[int, int, Span]]:
    """The days that a line over the text names, each with its rank: 0 meeting, 1 written, 2 bare, 3 online."""
    written = _LABEL_ALONE.fullmatch(fold_width(above)) is not None
    words = reader.words(passage)
    label = _LABEL.search(words)
    if label and label.group(2):
        return []
    meeting = label is None and _MEETING.search(words) is not None
    found: list[tuple[int, int, Span]] = []
    for day, match in read_dates(words):
        if _EFFECT.match(words, match.end()):
            continue
        rank = 0 if meeting else 1 if written or (label and label.group(1)) else 3 if label else 2
        found.append((rank, day.toordinal(), passage.locate(match.start(), match.end())))
    return found


def _latest(passage: Passage, reader: FactReader) -> tuple[int, Span]:
    day, match = read_dates(reader.words(passage))[-1]
    return day.toordinal(), passage.locate(match.start(), match.end())


def signature(reader: FactReader) -> tuple[Passage | None, Passage] | None:
    """The organ (where one stands there) and the day with which a document, or the letter before an annex, is signed.

    A day alone on its line counts under the name of an organ, under the last words of a letter (请认真贯彻执行。), and
    at the very end of the text.
    """
    content = reader.content
    for at, passage in enumerate(content):
        if len(passage.text) > 40 or not _is_day_alone(reader.words(passage)):
            continue
        above = content[at - 1] if at else None
        if above is not None and len(above.text) <= 60 and _ORGAN.fullmatch(reader.words(above)):
            return above, passage
        if above is not None and above.kind == "paragraph" and _LETTER_ENDS.search(reader.words(above)):
            return None, passage
        if at >= len(content) - _FOOT and at > _FOOT:
            return None, passage
    return None


def _is_day_alone(words: str) -> bool:
    """Whether a line says no more than a day: 2023年3月13日印发, but not 本法自2024年5月1日起施行."""
    found = read_dates(words)
    return len(found) == 1 and len(words) <= len(found[0][1].group()) + _AROUND_A_DAY and "起" not in words
