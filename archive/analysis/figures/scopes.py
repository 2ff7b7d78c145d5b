"""The area that a figure speaks of, as its sentence names it."""

from __future__ import annotations

import re

from archive.analysis.figures.context import Context

_AREAS = re.compile(
    r"全[国省市区县州域]|农村地区|城镇|城乡|农村|京津冀|城六区|核心区|(?:东|南|西|北|中)部(?:地区)?"
    r"|(?:^|[。，,；;、])[\u4e00-\u9fff]{2,4}(?:街道|地区|新区|[乡镇])(?![村级镇])"
)
_OF_WHOLE = re.compile("[占居于比较高低]$")


def scope_of(context: Context) -> str | None:
    """The last area named before the number in its sentence, other than one that it is compared with; or None.

    >>> bool(_AREAS.search("农村地区拆违"))
    True
    """
    words = context.text[context.sentence_start : context.quantity.start]
    last: str | None = None
    for match in _AREAS.finditer(words):
        if not _OF_WHOLE.search(words[: match.start()]):
            last = match[0].lstrip("。，,；;、")
    return last
