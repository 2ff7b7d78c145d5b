"""Which place a document is of, down to the district."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from archive.reading.layout_words import layout_words
from archive.reading.places import is_place, most_named_place, named_cities, named_districts
from archive.reading.word_lists import load_data, one_of, word_list

_NATIONAL = word_list("regions", "country", "beginnings")
_AUTONOMOUS = re.compile(r"(?:(?<=[省市州])|(?<=自治区)|(?<![一-鿿]))([一-鿿]{2,18}?自治[州县旗])")
_CANDIDATE = re.compile(
    r"(?:(?<=[省市州])|(?<![一-鿿])|(?<=[到在对为和与向由从据是的将使让了于年]))([一-鿿]{1,4}?[区县旗])(?![域块间位级属划长委政乡情])"
    r"|([一-鿿]{2,6}[区县旗])(?=委(?!员)|政府|人民政府|人大|政协|第[一-鿿]{1,3}届)"
)
_NOT_FIRST = frozenset("日月年从我")  # 我代表县人民政府
_NOT_IN_NAMES = frozenset("委请")  # 县委县政府, 并请县政协委员提出意见
_LONGEST_OF_NONE = 4  # characters of 自治县 and what is left of the words before it
_BEFORE = re.compile("^(?:[年月日](?:在|从|到)?|关于|在)")  # 2月18日从县文旅局获悉, 关于青山区2024年预算的报告
#: What only the name of a place stands before, however it ends: 张湾区人民政府, 张湾区第十届人民代表大会.
_ORGAN_AFTER = re.compile(r"人民政府|人民代表大会|第[一-鿿]{1,3}届")
_ZONE = re.compile(f"({one_of('regions', 'cities', 'zones')})经济特区")
_YEAR_AFTER = re.compile(r"\d{4}年")
_LEADING = re.compile(r"^.*?(?:中共|政协|中国共产党|省|市|自治[区州])(?=[一-鿿]{2,4}[区县旗]$)")
_CITY = (
    r"(?:(?<![一-鿿])|(?<=关于)|(?<=印发)|(?<=修改)|(?<=在))年?(?:中共|中国共产党|政协|中国人民政治协商会议)?((?![年月日在从我]|{none})[一-鿿]{{2,4}}?市)"
    r"(?=(委|中级|人民政府|人民代表大会|政府|人大)|第|优化|\d{{4}}年|[^,。]{{2,60}}(?:{documents})(?:》|的决定|$)"
    r"|[一-鿿]{{2,30}}(?:局|委|委员会|中心|办公室)(?:$|\s))"
)
_SHORT = 3  # characters of 青城市
_SHORTEST, _USUAL = 2, 3  # characters of the names of districts: 忠县, 张湾区


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of places, and the endings that are none."""

    provinces: dict[str, str]  # full name → short name
    not_districts: tuple[str, ...]
    not_first: str
    no_names: tuple[str, ...]  # what begins no name of a district
    before: tuple[str, ...]  # what stands before one and is no part of it, the longest first
    city: re.Pattern[str]
    not_cities: tuple[str, ...]
    cities: frozenset[str]  # whose names end as others that are no city's
    simplified: dict[int, str]
    papers: dict[str, str]  # paper → place
    country: str  # how a paper's name begins that is of the whole country
    readers: frozenset[str]  # what a paper is called after that is no place

    def full_name(self, short: str) -> str | None:
        """The full name of the province that `short` is the name of, or None."""
        return next((full for full, name in self.provinces.items() if name == short), None)


@cache
def gazetteer() -> Gazetteer:
    """The names in ``data/regions.toml``."""
    data = load_data("regions")
    not_cities = data["not_cities"]
    return Gazetteer(
        provinces=data["provinces"],
        not_districts=tuple(data["not_districts"]["endings"]),
        not_first=data["not_districts"]["beginnings"],
        no_names=tuple(data["not_districts"]["words"]),
        before=tuple(sorted(data["not_districts"]["before"], key=len, reverse=True)),
        city=re.compile(
            _CITY.format(none="|".join(not_cities["beginnings"]), documents="|".join(data["cities"]["documents"]))
        ),
        not_cities=tuple(not_cities["endings"]),
        cities=frozenset(not_cities["known"]),
        simplified=str.maketrans(data["simplified"]),
        papers=data["papers"],
        country=data["papers_of"]["country"],
        readers=frozenset(data["papers_of"]["readers"]),
    )


def region_of_name(words: str) -> str | None:
    """The place that a title, a session or the name of an organ is of: the smallest one it names.

    >>> region_of_name("中共北京市朝阳区委宣传部"), region_of_name("上海市优化营商环境条例")
    ('朝阳区', '上海市')
    >>> region_of_name("湖北省长阳土家族自治县第十届人民代表大会"), region_of_name("河北区域协同的报告")
    ('长阳土家族自治县', '河北省')
    >>> region_of_name("第十二届全国人民代表大会第五次会议"), region_of_name("政府工作报告")
    ('全国', None)
    """
    if words.startswith(_NATIONAL):
        return "全国"
    places = gazetteer()
    for find in (_known_district, _autonomous, _written_district, _city, _province):
        name = find(words, places)
        if name:
            return name
    return (
        "全国"
        if re.search(r"^国家[一-鿿]{2,10}[局委署院]|中华人民共和国|全国人民代表大会|全国人大|国务院", words)
        else None
    )


def _known_district(words: str, _: Gazetteer) -> str | None:
    return next((name for _, name in named_districts(words)), None)


def _autonomous(words: str, places: Gazetteer) -> str | None:
    """贵州省黔南布依族苗族自治州 is of the prefecture, 湖北省长阳土家族自治县 of the county."""
    names = [_BEFORE.sub("", match.group(1)) for match in _AUTONOMOUS.finditer(words)]
    names = [name for name in names if len(name) > _LONGEST_OF_NONE]
    name = re.split("[省市]|自治区", names[-1])[-1] if names else None
    short = next((short for short in places.provinces.values() if name and name.startswith(short)), "")
    return name.removeprefix(short) if name else None


def _written_district(words: str, places: Gazetteer) -> str | None:
    names = (_district(match, places) for match in _CANDIDATE.finditer(words))
    return next((name for name in names if name), None)


def _city(words: str, places: Gazetteer) -> str | None:
    zone = _ZONE.search(words)
    if zone:
        return places.full_name(zone.group(1)) or zone.group(1) + "市"
    written = next((city.group(1) for city in places.city.finditer(words) if _is_city(city, places)), None)
    return written or next((name for _, name in named_cities(words)), None)


def _is_city(found: re.Match[str], places: Gazetteer) -> bool:
    """Whether a candidate is the name of a city: 聊城市, 青城市人民政府; 上海市 is a province's, 大型城市 is none."""
    name = found.group(1)
    if name in places.provinces:
        return False
    organ = found.group(2) is not None and name.endswith("城市") and len(name) == _SHORT
    return organ or name in places.cities or not name.endswith(places.not_cities)


def _province(words: str, places: Gazetteer) -> str | None:
    return next((full for full, short in places.provinces.items() if full in words or words.startswith(short)), None)


def _district(match: re.Match[str], places: Gazetteer) -> str | None:
    """The district that a candidate is; one before the name of an organ or a year may end as no other does: 青山区."""
    name = _LEADING.sub("", _without_words(_BEFORE.sub("", match.group(1) or match.group(2)), places))
    sure = (
        match.group(2)
        or _YEAR_AFTER.match(match.string, match.end())
        or (len(name) == _USUAL and _ORGAN_AFTER.match(match.string, match.end()))
    )
    if (
        name[:1] in _NOT_FIRST
        or not _NOT_IN_NAMES.isdisjoint(name)
        or name.endswith("自治县")
        or len(name) < 2
        or name.startswith(places.no_names)
    ):
        return None
    good = name[0] not in places.not_first if sure and len(name) > 2 else not name.endswith(places.not_districts)
    good = good or is_place(name)
    return name if good and 2 <= len(name) <= 6 and name[:-1] not in places.provinces.values() else None


def _without_words(name: str, places: Gazetteer) -> str:
    """A candidate without what stands before a name: 在张湾区 is 张湾区, 并请区 names none; 经开区 stays."""
    word = next((word for word in places.before if name.startswith(word)), "")
    rest = name.removeprefix(word)
    return name if len(rest) == _SHORTEST and rest not in places.not_districts else rest


def most_named_district(folded: str) -> tuple[str, int, int] | None:
    """The city, district or county that a text speaks of most, how often, and where first; or None.

    One that no list has must be named twice.
    """
    known = most_named_place(folded)
    if known:
        return known
    places = gazetteer()
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for match in _CANDIDATE.finditer(folded):
        name = _district(match, places)
        if name and len(name) >= 3:
            counts[name] += 1
            first.setdefault(name, match.start())
    name = min(counts, key=lambda name: (-counts[name], first[name]), default=None)
    return (name, counts[name], first[name]) if name and counts[name] >= 2 else None


def most_named_province(folded: str) -> tuple[str, int, int] | None:
    """The province that a text names most, by its full or short name, how often, and where first."""
    best: tuple[int, int, str] | None = None
    for full, short in gazetteer().provinces.items():
        count = folded.count(short)
        if count >= 3:
            found = (-count, folded.find(short), full)
            best = found if best is None or found < best else best
    return (best[2], -best[0], best[1]) if best else None


def place_of_paper(name: str, folded: str) -> tuple[str, int, int] | None:
    """The place that a paper is of: 浏阳日报 of 浏阳市 where the text names that, or speaks of 我市 or 市委.

    The paper of a province, or of a known district, is of that; some papers are known whose names tell no place.
    With how often the text says so and where first.

    >>> place_of_paper("浏阳日报", "我市召开会议。市委书记出席。")
    ('浏阳市', 1, 0)
    >>> place_of_paper("教育时报", "市委召开会议。"), place_of_paper("科技日报", "科技创新。")
    (None, ('全国', 1, 0))
    """
    known = gazetteer()
    paper = layout_words().paper_of.match(name)
    place = paper.group(1) if paper else name
    sure = known.papers.get(name) or known.full_name(place) or ("全国" if name.startswith(known.country) else None)
    if sure and (paper or sure == "全国"):
        return sure, folded.count(place), max(folded.find(place), 0)
    if paper is None or place in known.readers:
        return None
    for unit in "区县市":
        if (at := folded.find(place + unit)) >= 0:
            return place + unit, folded.count(place + unit), at
    for own in ("我{0}", "{0}委", "{0}政府"):
        unit = max("市县区", key=lambda unit: folded.count(own.format(unit)))
        if count := folded.count(own.format(unit)):
            return place + unit, count, folded.find(own.format(unit))
    at = folded.find(place)
    return (place + "区", 1, at) if is_place(place + "区") and at >= 0 else None


def simplified_name(name: str) -> str:
    """The name of a paper without spaces, in simplified characters.

    >>> simplified_name("朝 陽 報")
    '朝阳报'
    """
    return re.sub(r"\s+", "", name).translate(gazetteer().simplified)
