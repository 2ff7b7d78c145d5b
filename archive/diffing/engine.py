"""The diff itself: two texts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.diffing import matching, refinement, sentence_moves, sequence, similarity, splitting
from archive.diffing.articles import read_articles, with_articles
from archive.diffing.assembly import Sides, assemble, give_line_ends
from archive.diffing.collector import CollectorAtRest
from archive.diffing.figures import with_figures
from archive.diffing.headings import with_headings
from archive.diffing.matching import match_pieces
from archive.diffing.pairing import Match
from archive.diffing.records import Diff
from archive.diffing.refinement import flip, refine
from archive.diffing.sentence_moves import with_moved_sentences
from archive.diffing.units import split_units

NAME = "archive.diffing"
VERSION = "6"


def identity(terms: tuple[str, ...] = ()) -> dict[str, Any]:
    """Name, version and settings of the engine: the same identity and texts give the same diff on any machine."""
    return {
        "name": NAME,
        "version": VERSION,
        "settings": {
            "alike_in_place": matching.ALIKE_IN_PLACE,
            "alike_alone": matching.ALIKE_ALONE,
            "alike_elsewhere": matching.ALIKE_ELSEWHERE,
            "split_off": splitting.SPLIT_OFF,
            "gram": similarity.GRAM,
            "exact_limit": sequence.EXACT_LIMIT,
            "coincidence": refinement.COINCIDENCE,
            "alike_sentence": sentence_moves.ALIKE_SENTENCE,
            "terms": len(terms),
        },
    }


def diff_texts(old: str, new: str, terms: Iterable[str] = ()) -> Diff:
    """How `old` became `new`: every character of both lies in one block; `terms` are formulations never cut in two.

    >>> [block.op for block in diff_texts("甲。\\n乙。", "甲。\\n乙。\\n丙。").blocks]
    ['equal', 'insert']
    """
    with CollectorAtRest():
        return _diff(old, new, tuple(sorted({term for term in terms if term})))


def _diff(old: str, new: str, fixed: tuple[str, ...]) -> Diff:
    # What is put in one way is taken out the other way, whatever ties were broken on the way: one of the two is
    # computed and the other read off it.
    mirrored = (len(old), old) > (len(new), new)
    a, b = (new, old) if mirrored else (old, new)
    a_pieces, b_pieces = split_units(a), split_units(b)
    pairing = match_pieces(a_pieces, b_pieces)
    matches = pairing.matches()
    sides = Sides(a, b, a_pieces, b_pieces)
    differing = list(_differing(matches, a_pieces, b_pieces))
    refined = refine([sides.texts(match) for match in differing], fixed, pairing.clauses)
    scripts = dict(zip(differing, refined, strict=True))
    if mirrored:
        sides = Sides(old, new, b_pieces, a_pieces)
        scripts = {match.flipped(): flip(script) for match, script in scripts.items()}
        matches = sorted((match.flipped() for match in matches), key=lambda match: match.new_start)
    give_line_ends(sides, matches, scripts)
    blocks = with_moved_sentences(old, new, assemble(sides, matches, scripts), mirrored, fixed)
    blocks = with_figures(old, new, blocks)
    laws = read_articles(old), read_articles(new)
    blocks, articles = with_articles(old, new, *laws, blocks)
    blocks = with_headings(old, new, *laws, blocks)
    return Diff(identity(fixed), old, new, tuple(blocks), tuple(articles))


def _differing(matches: Iterable[Match], olds: Sequence[str], news: Sequence[str]) -> Iterator[Match]:
    """The matches whose pieces are not the same."""
    for match in matches:
        start, end, place, place_end, _ = match
        single = end - start == 1 == place_end - place
        if olds[start] != news[place] or not (single or olds[start:end] == news[place:place_end]):
            yield match
