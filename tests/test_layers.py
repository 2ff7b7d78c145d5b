"""Imports run one way, modules stay small, and names say what they hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: What each room may import, itself included: the arrows of the design, downward only.
_TEXT = {"errors", "model", "reading"}
_PURE = _TEXT | {"quantities", "analysis", "diffing", "comparing"}
_STORE = _PURE | {"ledger", "index"}
MAY_IMPORT = {
    "errors": {"errors"},
    "model": {"model"},
    "reading": _TEXT,
    "quantities": _TEXT | {"quantities"},
    "analysis": _TEXT | {"quantities", "analysis"},
    "diffing": _TEXT | {"quantities", "diffing"},
    "comparing": _PURE,
    "texts": _PURE,
    "intake": _TEXT | {"intake"},
    "ledger": {"errors", "model", "ledger"},
    "index": _STORE,
    "addresses": _STORE,
    "workflow": _STORE | {"intake", "addresses", "workflow"},
    "publishing": _STORE | {"addresses", "publishing"},
    "catalogue": _STORE | {"addresses", "catalogue"},
    "archive": _STORE | {"intake", "addresses", "workflow", "catalogue", "archive"},
    "commands": _STORE | {"intake", "addresses", "workflow", "catalogue", "archive", "texts", "publishing", "commands"},
    "__main__": {"commands"},
}


def _modules() -> list[Path]:
    return sorted((ROOT / "archive").rglob("*.py"))


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "archive" else [node.module]
            )
        found |= {name.split(".")[1] for name in names if name.startswith("archive.")}
    return found


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    parts = path.relative_to(ROOT / "archive").with_suffix("").parts
    if parts == ("__init__",):
        return  # offers what others hold, and loads it when asked
    room = parts[0]
    strangers = _imported(path) - MAY_IMPORT[room] - {"__version__"}
    assert not strangers, f"{path.name} in {room} imports {sorted(strangers)}"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500


def test_the_pure_core_knows_no_database_and_no_command_line() -> None:
    code = (
        "import sys, archive.reading.document, archive.analysis.figures, archive.diffing, archive.comparing.comparison;"
        "print([name for name in ('sqlite3', 'sqlite_utils', 'click', 'datasette') if name in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "[]"


@pytest.mark.parametrize("command", [["list"], ["figures"], ["search", "税"], ["show", "chaoyangbao-3384"]])
def test_looking_something_up_loads_nothing_that_analyses(seeded: Path, command: list[str]) -> None:
    code = (
        "import sys\nfrom archive.commands import cli\n"
        f"cli({['--db', str(seeded), *command]!r}, standalone_mode=False)\n"
        "rooms = ('analysis', 'comparing', 'diffing', 'workflow', 'intake', 'quantities')\n"
        "print([name for name in sys.modules if name.startswith(tuple(f'archive.{room}' for room in rooms))])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.endswith("[]\n")


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom archive.commands import cli\n"
        "try:\n    cli(['--version'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('sqlite_utils', 'datasette', 'sklearn', 'numpy', 'jieba', 'rjieba', 'rich', 'httpx', 'trafilatura')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"
