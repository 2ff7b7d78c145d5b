"""How long does a comparison take beside cutting the same text with jieba, and how does it grow?

The peer is jieba itself, the segmenter everybody uses: finding the themes of 62 documents of 20,000 characters and
comparing their two years has to take less than three times as long as jieba takes to cut them once. Growth is measured
from 100 to 1,000 and 10,000 documents of shuffled sentences; the exponent is the slope in log-log.

Memory of a comparison is bounded by the mentions, each held once as evidence, and the distinct sentences looked at for
reuse: 1,000 bytes a mention and 600 bytes a sentence, printed beside the peak that was measured.

    python -m benchmarks.compare [--documents 62] [--characters 20000] [--growth 100,1000,10000] [--runs 3]
"""

from __future__ import annotations

import argparse
import random
import re
import time
import tracemalloc
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import log
from pathlib import Path

from archive.analysis.themes import Lexicon, find_mentions, load_lexicon
from archive.comparing.comparison import compare
from archive.model import AnalysedVersion, Source
from archive.reading.passages import read_passages

_SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_GROWTH_CHARACTERS = 400
_BYTES_A_MENTION, _BYTES_A_SENTENCE = 1000, 600


def made_texts(count: int, characters: int, seed: int = 1) -> list[str]:
    """Texts of that length, of the shuffled sentences of the seeds."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    sentences = [s.strip() for s in re.findall(r"[^。\n]{8,120}。", source)]
    pick = random.Random(seed)
    texts = []
    for _ in range(count):
        pieces: list[str] = []
        while sum(map(len, pieces)) < characters:
            pieces.append("".join(pick.choices(sentences, k=4)))
        texts.append("\n\n".join(pieces)[:characters])
    return texts


def read(texts: Sequence[str], lexicon: Lexicon) -> list[AnalysedVersion]:
    """The texts as versions of two years, half of them each, with their mentions."""
    versions = []
    for number, text in enumerate(texts):
        year = 2024 if number % 2 else 2026
        passages = tuple(read_passages(text))
        source = Source(f"d{number}", 1, kind="报告", region="某区", year=year, published_on=date(year, 1, 20))
        versions.append(AnalysedVersion(source, text, passages, mentions=find_mentions(passages, lexicon)))
    return versions


def time_of_jieba(texts: Sequence[str]) -> float:
    """Seconds of the processor that jieba takes to cut the texts once, its dictionary loaded before."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    start = time.process_time()
    for text in texts:
        for _ in jieba.cut(text):
            pass
    return time.process_time() - start


def time_of_comparison(versions: Sequence[AnalysedVersion], lexicon: Lexicon) -> tuple[float, float]:
    """Seconds of the processor to find themes in texts already read, and to compare their two years."""
    start = time.process_time()
    for version in versions:
        find_mentions(version.passages, lexicon)
    found = time.process_time()
    earlier, later = ([v for v in versions if v.source.year == year] for year in (2024, 2026))
    compare(earlier, later, lexicon.themes, ("2024", "2026"), lexicon=lexicon)
    return found - start, time.process_time() - found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status is 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=62)
    parser.add_argument("--characters", type=int, default=20_000)
    parser.add_argument("--growth", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    lexicon = load_lexicon()
    texts = made_texts(options.documents, options.characters)
    versions = read(texts, lexicon)
    time_of_comparison(versions[:2], lexicon)
    jieba = min(time_of_jieba(texts) for _ in range(options.runs))
    finding, comparing = min((time_of_comparison(versions, lexicon) for _ in range(options.runs)), key=sum)
    ratio = (finding + comparing) / jieba
    print(
        f"{options.documents} documents of {options.characters} characters: jieba {jieba:.2f} s, "
        f"finding themes {finding:.2f} s, comparing {comparing:.2f} s: {ratio:.2f} times jieba"
    )
    steps = []
    for size in map(int, options.growth.split(",")):
        many = read(made_texts(size, _GROWTH_CHARACTERS), lexicon)
        seconds = min(sum(time_of_comparison(many, lexicon)) for _ in range(2))
        steps.append((size, seconds))
        print(f"{size} documents of {_GROWTH_CHARACTERS} characters: {seconds:.3f} s")
    exponents = [log(b / a) / log(n / m) for (m, a), (n, b) in pairwise(steps)]
    print("growth exponents: " + ", ".join(f"{exponent:.2f}" for exponent in exponents))
    tracemalloc.start()
    time_of_comparison(versions, lexicon)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    mentions = sum(len(version.mentions) for version in versions)
    sentences = sum(text.count("。") for text in texts)
    bound = _BYTES_A_MENTION * mentions + _BYTES_A_SENTENCE * sentences
    print(f"peak {peak / 1e6:.1f} MB (bound {bound / 1e6:.1f} MB) for {mentions} mentions and {sentences} sentences")
    return int(ratio >= 3 or any(exponent > 1.1 for exponent in exponents) or peak > bound)


if __name__ == "__main__":
    raise SystemExit(main())
