"""A bag holds the whole ledger: the bagit library finds it valid, and importing it gives the same chain."""

from __future__ import annotations

import json
from pathlib import Path

import bagit
import pytest

from archive import Archive
from archive.errors import ArchiveError, BadInput


@pytest.fixture
def bag(seeded: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "bag"
    with Archive(seeded) as archive:
        archive.export_bag(folder)
    return folder


def test_a_bag_is_valid_and_rebuilds_the_same_head_and_bytes(seeded: Path, bag: Path, tmp_path: Path) -> None:
    bagit.Bag(str(bag)).validate()
    with Archive(seeded) as archive, Archive(tmp_path / "restored.db") as restored:
        restored.import_bag(bag)
        assert restored.head() == archive.head()
        assert restored.documents() == archive.documents()
        assert restored.themes() == archive.themes()
        for row in archive.documents():
            assert restored.raw(row["slug"]) == archive.raw(row["slug"])
        assert restored.verify() == []


def test_a_bag_goes_only_into_an_empty_archive(seeded_copy: Path, bag: Path) -> None:
    with Archive(seeded_copy) as archive, pytest.raises(BadInput, match="holds documents already"):
        archive.import_bag(bag)


def test_an_altered_bag_is_refused_and_leaves_nothing(bag: Path, tmp_path: Path) -> None:
    text = next((bag / "data" / "texts").iterdir())
    text.write_text(text.read_text("utf-8") + "又及", "utf-8")
    with Archive(tmp_path / "restored.db") as archive:
        with pytest.raises(BadInput, match="not a valid bag"):
            archive.import_bag(bag)
        assert archive.documents() == []


def test_a_bag_sealed_anew_after_tampering_is_refused_by_the_chain(bag: Path, tmp_path: Path) -> None:
    ledger = bag / "data" / "ledger.jsonl"
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    lines[0]["row"]["slug"] = "another"
    ledger.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    sealed = bagit.Bag(str(bag))
    sealed.save(manifests=True)
    with Archive(tmp_path / "restored.db") as archive:
        with pytest.raises(ArchiveError, match="does not match its link"):
            archive.import_bag(bag)
        assert archive.connection.execute("SELECT count(*) FROM works").fetchone() == (0,)
