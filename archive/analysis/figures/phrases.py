"""The words of a name: what is cut from either side of a phrase until the name of a metric is left."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from archive.reading.word_lists import load_data, one_of, word_list

_BRACKETS = re.compile("[（(][^（）()]{0,16}[）)]")
_UP_TO_LIST = re.compile("^.*(?<![高中初平优])等(?=[\u4e00-\u9fff]{2})(?!级|待|于|化|同|值|额|距|奖)")
_REACHED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:实现|完成(?!投资|率|情况))了?(?=[\u4e00-\u9fff]{2})")
_AMOUNT_ENDINGS = frozenset(word_list("metrics", "says", "amounts"))
_MONEY = word_list("metrics", "says", "money")
_GROWTH_NAMES = word_list("metrics", "says", "growth")
LONGEST_PREDICATE = 14
_SHORTEST = 2  # characters of a name that stands without the rest of its list: 建议、批评、意见
_LONGEST_LIST = 16
_ADVERBS = re.compile(f"(?:{one_of('metrics', 'verbs', 'adverbs')})+$")
#: Verbs whose object describes what 的 leads to: 100项|具有特色的|公益项目.
_RELATIVE = re.compile(one_of("metrics", "verbs", "relative"))
#: After these a name that is too long may begin: 某研究院实施|校企联合人才培养项目数.
_BEGINS_ANEW = re.compile("(?:(?:组织)?(?:实施|开展|举办)|推进|的|和|与)(?=[\u4e00-\u9fff]{4})")
#: Qualities that stand before what is counted: 40个|吸引力强、带动面广的|消费场景.
_QUALITIES = re.compile(
    "[\u4e00-\u9fff]{1,7}[强高好大多广优新快足全美深低](?:[、，][\u4e00-\u9fff]{1,7}[强高好大多广优新快足全美深低]){1,3}的(?=[\u4e00-\u9fff]{2})"
)
_LOOSE_END = re.compile("(?:[的等和与，, ”]|(?<![惠普涉波])及)+$")
_OLD_VALUE = re.compile(r"现行[\d.]+[%％]?的")
_SPLIT_AFTER = re.compile("[、（(…]|(?<=.{4})(?<!中)和(?!美|谐|平)|(?<=.{4})与|以及")
_PREDICATE_END = re.compile(r"[、，,；;（(]|\d|[一二三四五六七八九两][成倍分]|[一二三四五六七八九十两]+[百千万亿]")
_CHANGES = word_list("metrics", "verbs", "changes")
_NOT_NOUN = re.compile(
    "^(?:[,，。；;、：:）)”！？!?]|$|的$|以上|左右|新?(?:[十百千]?[万亿]+[元斤]?级?)?新?(?:台阶|大关|关口|门槛)|[和与及]每[人户月年天日]$|等|和(?!谐|平|美|睦|田)|与|及(?!时)|以及)"
)


@cache
def _front() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_data("metrics")["front"]["patterns"]) + ")+")


@cache
def _back() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_data("metrics")["back"]["patterns"]) + ")$")


@cache
def _changes() -> tuple[tuple[str, str], ...]:
    pairs = [(word, end) for end, words in load_data("metrics")["change"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _change_words() -> tuple[str, ...]:
    return tuple(word for word, _ in _changes())


@cache
def endings() -> dict[str, str]:
    return {unit: end for end, units in load_data("metrics")["amount"].items() for unit in units}


@cache
def _says() -> tuple[str, ...]:
    return tuple(load_data("metrics")["says"]["words"])


@cache
def bare_heads() -> tuple[str, ...]:
    """Heads of a name that say nothing without what they are of (规模达到1万亿元, 增速居全国第二), longest first."""
    return tuple(sorted(load_data("metrics")["bare"]["heads"], key=lambda head: (-len(head), head)))


@cache
def areas() -> frozenset[str]:
    """Halves of a whole, which name nothing without it: 其中|城镇."""
    return frozenset(load_data("metrics")["areas"]["names"])


@cache
def reaching() -> frozenset[str]:
    """Verbs whose number counts whom they reach, so that they name no subject: 惠及1.4万户."""
    return frozenset(load_data("metrics")["bare"]["reaching"])


@cache
def verbs() -> re.Pattern[str]:
    words = sorted(load_data("metrics")["verbs"]["after"], key=lambda word: (-len(word), word))
    return re.compile("(?<![未新拟待可])(?:" + "|".join(words) + ")")


@cache
def stages() -> re.Pattern[str]:
    words = sorted(load_data("metrics")["verbs"]["stages"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _same() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    pairs = load_data("metrics")["same"].items()
    return tuple((written, re.compile(f"(?<![一二三]){written}(?!业)"), used) for written, used in pairs)


@cache
def rows_in_one_word() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words that name several things at once, with these: 城乡 are 城镇 and 农村."""
    return tuple((word, tuple(names)) for word, names in load_data("metrics")["rows"].items())


@lru_cache(maxsize=8192)
def counted(after: str, whole_after: str) -> tuple[str, str]:
    """The noun phrase that a number counts and what is said of it: 20所|学校操场改造项目, 4项|研究成果|入选……."""
    if _NOT_NOUN.match(after):
        return "", ""
    qualities = _QUALITIES.match(after)
    if qualities:
        after = after[qualities.end() :]
    phrase = _BRACKETS.sub("", after).lstrip("的“").split("、", 1)[0]
    cut = verbs().search(phrase)
    predicate = ""
    if cut:
        said = _BRACKETS.sub("", whole_after).lstrip("的“")
        said = _PREDICATE_END.split(said[cut.start() :], maxsplit=1)[0].replace("“", "").replace("”", "")
        said = said.rstrip("约近超达共")
        predicate = "" if said.endswith(_CHANGES) or said.startswith("并") else _clean_end(said)[:LONGEST_PREDICATE]
        phrase = _ADVERBS.sub("", phrase[: cut.start()])
    if "的" in phrase.rstrip("的"):  # 55名记者的集体采访
        phrase, _, said = phrase.partition("的")
        phrase, said = (said, "") if _RELATIVE.match(phrase) else (phrase, said)
        predicate = predicate or _clean_end(said)[:LONGEST_PREDICATE]
    phrase = _SPLIT_AFTER.split(phrase.replace("“", "").replace("”", ""), maxsplit=1)[0]
    return canonical(_clean_end(phrase)), predicate


def _clean_end(phrase: str) -> str:
    phrase = _LOOSE_END.sub("", phrase)
    for word in load_data("metrics")["verbs"]["generic"]:
        if phrase.endswith(word) and len(phrase) > len(word) + 3:
            return phrase[: -len(word)]
    return phrase


def is_named(before: str) -> bool:
    """Whether what stands before the number is its name already: 就业1100万人|以上."""
    trimmed = trim_back(before)
    return bool(trimmed) and trimmed == before.strip() and trimmed.endswith(("额", "率", "量", "值", "能力"))


def last_stage(before: str) -> str:
    """The stage that the words before a number end in, or begin with where examples follow: 建成某某街等|10条道路."""
    if before.rstrip().endswith("等"):
        opening = stages().match(_front().sub("", before, count=1))
        return opening[0] if opening else ""
    found = [match[0] for match in stages().finditer(before[-12:].rsplit("、", 1)[-1])]
    return found[-1] if found else ""


def name_before(before: str) -> str:
    return clean(without_change(trim_back(before))[0])


def shortened(name: str, longest: int) -> str:
    """The end of a name that is too long, from a place where it can begin: after its last verb, or after a link."""
    if len(name) <= longest:
        return name
    starts = [match.end() for match in _BEGINS_ANEW.finditer(name) if len(name) - match.end() <= longest]
    return name[min(starts) :] if starts else name[-longest:]


@lru_cache(maxsize=8192)
def trim_back(words: str) -> str:
    trimmed = words.rstrip()
    for _ in range(12):
        match = _back().search(trimmed[-24:])
        if match is None or not match[0]:
            break
        trimmed = trimmed[: len(trimmed) - len(match[0])].rstrip()
    return trimmed


@lru_cache(maxsize=8192)
def without_change(name: str) -> tuple[str, str]:
    """A name without the verb of change that ends it, and what that verb makes of the metric."""
    if not name.endswith(_change_words()):
        return name, ""
    for word, ending in _changes():
        if name.endswith(word):
            return trim_back(name[: -len(word)]), ending
    return name, ""


@lru_cache(maxsize=8192)
def clean(name: str) -> str:
    """A name without the time words, links and verbs in front of it, and without the list that leads up to it."""
    name = _OLD_VALUE.sub("", re.split("[,，。；;：:]", name)[-1])
    listed = name.rsplit("、", 1)[-1]
    name = listed if len(listed) > _SHORTEST or len(name) > _LONGEST_LIST else name
    name = _REACHED.sub("", _UP_TO_LIST.sub("", name))
    match = _front().match(name)
    if match and len(name) - match.end() != 1:  # 参与率 is no 率
        name = name[match.end() :]
    return canonical(_clean_end(name.strip("“”‘’ ")).replace("”", "").replace("“", ""))


def canonical(name: str) -> str:
    for written, pattern, used in _same():
        if written in name and used not in name:
            name = pattern.sub(used, name, count=1)
    return name


def joined(name: str, ending: str) -> str:
    if not name or not ending or name.endswith(ending):
        return name
    if ending in _AMOUNT_ENDINGS and name.endswith(_says()) and not (ending == "户数" and name.endswith("人口")):
        return name
    if ending == "金额" and name.endswith(_MONEY):
        return name
    if ending in {"户数", "人数"} and name.endswith(ending[0]):
        return name + "数"
    if ending == "增速" and name.endswith(_GROWTH_NAMES):
        return name
    return name + ending
