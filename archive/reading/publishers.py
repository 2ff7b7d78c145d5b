"""Who issues a document: the reporter, who signs it, who adopted it, or the paper it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from archive.model import Fact
from archive.reading.document_dates import signature
from archive.reading.fact_reader import FactReader, whole_span
from archive.reading.word_lists import one_of, word_list

#: Who spoke: the office, and the name.
OFFICE = re.compile(
    rf"^(.*?(?:{one_of('organs', 'offices', 'heads')}|[镇乡]长))"
    r"\s*((?<=\s)[一-鿿·]{5,15}|[一-鿿·]{2,4}|[一-鿿](?:\s+[一-鿿]){1,2})$"
)
_ACTING = re.compile(f"代?(?:{one_of('organs', 'offices', 'heads')})$")
_REPORTER = re.compile(r"代表(国务院|[一-鿿]{2,12}?(?:人民政府|市政府|区政府|县政府|省政府)|[省市区县州]人?民?政府)")
_GENERIC = re.compile(r"(?:自治)?[省市区县州旗盟]?(?:人民)?政府|")
_BODY_ENDS = word_list("organs", "names", "ends")
_OF_TITLE = re.compile(
    rf"^[《]?(最高人民(?:法院|检察院)|[一-鿿]{{2,24}}?(?:{one_of('organs', 'names', 'issuing')}))"
    r"\s*(?=关于|印发|转发|批转|公布)"
)
_ADOPTED = re.compile(r"日\s*(?:经|在)?([^,。()\d]{0,30}?(?:代表大会(?:常务委员会)?|国务院))")
_ORIGIN = re.compile(rf"(?:{one_of('layout', 'origin_labels')})\s*[\]】]?\s*[:|]\s*([^\s()|]{{2,30}})")
_ORGAN_DAY = re.compile(r"([一-鿿]{2,16})\s{1,4}\d{4}-\d{1,2}-\d{1,2}")
_TERM = re.compile(r"第[一二三四五六七八九十]+届")
_NEWS = ("新闻", "会议新闻")
_LEAD = 8


def read_publisher(reader: FactReader, kind: Fact | None, region: Fact | None) -> Fact | None:
    """The publisher, or None where the text tells none; for news the source comes first, else the organ."""
    government = kind is not None and kind.value == "政府工作报告"
    readers: list[Callable[[FactReader], Fact | None]] = [
        partial(_of_byline, government=government),
        _of_signature,
        _of_title,
        _of_adoption,
        named_source,
    ]
    if kind is not None and kind.value in _NEWS:
        readers = [named_source, *readers[:-1]]
    found = (_reporter(reader) if government else None) or next(
        (fact for read in readers if (fact := read(reader))), None
    )
    return _with_place(found, region, government) if found else None


def _with_place(found: Fact, region: Fact | None, government: bool) -> Fact:
    """省人民政府 is that of the region the document is of."""
    if region is None or not _GENERIC.fullmatch(found.value):
        return found
    name = region.value + "人民政府" if found.value.endswith("政府") or government else found.value
    return Fact("publisher", name, "inferred", found.span, (f"文中作“{found.value}”",) if found.value else ())


def _reporter(reader: FactReader) -> Fact | None:
    for passage in reader.content[:_LEAD]:
        match = _REPORTER.search(reader.words(passage)[:400])
        if match:
            return Fact("publisher", match.group(1), "stated", passage.locate(*match.span(1)), ("报告人代表其作报告",))
    return None


def _of_byline(reader: FactReader, government: bool) -> Fact | None:
    for passage in reader.content[:_LEAD]:
        words = reader.words(passage)
        if passage.kind != "byline":
            continue
        office = OFFICE.fullmatch(words)
        if office:
            organ = _ACTING.sub("", office.group(1))
            name = organ + "人民政府" if government and "政府" not in organ and organ != "国务院" else organ
            if name:
                return Fact("publisher", name, "stated", passage.locate(0, max(len(organ), 1)))
        elif words.endswith(_BODY_ENDS):
            return Fact("publisher", words, "stated", whole_span(passage))
    return None


def _of_signature(reader: FactReader) -> Fact | None:
    signed = signature(reader)
    if signed is None or signed[0] is None:
        return None
    return Fact("publisher", signed[0].text, "stated", whole_span(signed[0]))


def _of_title(reader: FactReader) -> Fact | None:
    """某市人民政府办公室关于印发…的通知."""
    for passage in reader.content[:_LEAD]:
        match = _OF_TITLE.match(reader.words(passage)) if passage.level == 1 else None
        if match:
            return Fact("publisher", match.group(1), "stated", passage.locate(*match.span(1)))
    return None


def _of_adoption(reader: FactReader) -> Fact | None:
    """The body that adopted a law, without the number of its term."""
    for passage in reader.content[:_LEAD]:
        words = reader.words(passage)
        match = _ADOPTED.search(words) if passage.kind == "source" and "上" not in words[-2:] else None
        if match:
            return Fact("publisher", _TERM.sub("", match.group(1)), "stated", passage.locate(*match.span(1)))
    return None


def named_source(reader: FactReader) -> Fact | None:
    """The paper, site or organ that a line says the text comes from: 来源:北京日报."""
    for passage in reader.passages:
        words = reader.words(passage)
        match = (_ORIGIN.search(words) or _ORGAN_DAY.match(words)) if passage.kind == "source" else None
        if match and match.group(1) not in ("本站", "本网", "原创"):
            return Fact("publisher", match.group(1), "stated", passage.locate(*match.span(1)))
    return None
