"""How many small mistakes in the checks their own tests notice.

    python tests/bench/mutants.py --count 52 --seed 1

Makes mutants of the files under dataqa/checks, one change each, as many of each kind: a comparison is negated, a guard
(``if …: continue`` or ``return``) is dropped, an operator of arithmetic is another one, a whole number is one more. Of each it
runs the mutated file's own tests: ``tests/checks/<dimension>/test_<check>*.py`` and what is planted for the check; for a helper
those of the checks nearest to it that import it. All of it in a temporary copy. Prints each mutant, killed or survived, and the
rate. Some that survive are no mistakes (a bound of a search, an order that nothing depends on): they stay in the count.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "dist", "build")
ENOUGH = 12
"""Tests of a helper: of the checks that import it, the nearest first, so many or a few more."""
NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change of one file, by its bytes."""

    path: str
    line: int
    start: int
    end: int
    kind: str
    old: str
    new: str


def _negated(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Compare) or len(node.ops) > 1:
        return None
    other = copy.deepcopy(node)
    other.ops = [NEGATED[type(node.ops[0])]()]
    return f"({ast.unparse(other)})"


def _calculated(node: ast.AST) -> str | None:
    if not isinstance(node, ast.BinOp) or type(node.op) not in OTHER:
        return None
    if any(isinstance(part, ast.JoinedStr | ast.List) or _text(part) for part in (node.left, node.right)):
        return None
    other = copy.deepcopy(node)
    other.op = OTHER[type(node.op)]()
    return f"({ast.unparse(other)})"


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _one_more(node: ast.AST) -> str | None:
    counts = isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)
    return str(node.value + 1) if counts else None


KINDS: dict[str, Callable[[ast.AST], str | None]] = {
    "comparison negated": _negated, "arithmetic": _calculated, "one more": _one_more,
}  # fmt: skip
GUARD = "guard dropped"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield each possible mutant of a file."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def made(kind: str, node: ast.expr, new: str) -> Mutant:
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Mutant(path.relative_to(ROOT).as_posix(), node.lineno, start, end, kind, source[start:end].decode(), new)

    for node in _walk(ast.parse(source)):
        if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Continue | ast.Return):
            yield made(GUARD, node.test, "False")
        for kind, change in KINDS.items():
            new = change(node)
            if new is not None and isinstance(node, ast.expr):
                yield made(kind, node, new)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a tree, but nothing inside f-strings (their places are not known) and annotations."""
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                yield child
                yield from _walk(child)


def sampled(count: int, seed: int, only: str = "") -> list[Mutant]:
    """Return mutants of each kind in turn, the same for the same seed."""
    draw = random.Random(seed)
    every = [m for path in sorted((ROOT / "dataqa" / "checks").rglob("*.py")) if only in str(path) for m in mutants_of(path)]
    by_kind = {kind: [m for m in every if m.kind == kind] for kind in (GUARD, *KINDS)}
    for some in by_kind.values():
        draw.shuffle(some)
    turns = [some[turn] for turn in range(max(map(len, by_kind.values()))) for some in by_kind.values() if turn < len(some)]
    return sorted(turns[:count])


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def importers() -> dict[str, set[str]]:
    """Return for each module of checks and findings which of them import it."""
    found: dict[str, set[str]] = {}
    for folder in ("checks", "findings"):
        for path in (ROOT / "dataqa" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.ImportFrom) and node.module:
                    for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names)):
                        found.setdefault(name, set()).add(_module(path))
    return found


def tests_of(mutant: Mutant, imported_by: dict[str, set[str]]) -> list[str]:
    """Return the tests of a mutated file: its own, or those of the checks that import it, the nearest first."""
    near, seen, files = [_module(ROOT / mutant.path)], set[str](), dict[str, None]()
    own = bool(re.fullmatch(r"dataqa/checks/\w+/[a-z]\w*\.py", mutant.path))
    while near and len(files) < (1 if own else ENOUGH):
        for module in near:
            *_, folder, name = module.split(".")
            paths = sorted((ROOT / "tests" / "checks" / folder).glob(f"test_{name}.py"))
            paths += sorted((ROOT / "tests" / "checks" / folder).glob(f"test_{name}_*.py"))
            paths += sorted((ROOT / "tests" / "checks").glob(f"test_{name}.py"))
            files |= dict.fromkeys(path.relative_to(ROOT).as_posix() for path in paths)
            if (ROOT / "rules" / "checks" / folder / f"{name.replace('_', '-')}.yaml").is_file():
                planted = f"tests/checks/test_conformance.py::test_what_is_planted_is_found[{name.replace('_', '-')}]"
                files[planted] = None
        seen |= set(near)
        near = sorted({one for module in near for one in imported_by.get(module, ())} - seen)
    return list(files)


def load() -> None:
    """Load what every test needs but the package itself, once: each run of tests is a fork of this process."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[name] = "1"
    for module in (
        "numpy",
        "pandas",
        "polars",
        "pyarrow",
        "pydantic",
        "pytest",
        "scipy.stats",
        "sklearn.ensemble",
        "sklearn.linear_model",
    ):
        importlib.import_module(module)


def passes(folder: Path, tests: list[str], seconds: float) -> bool:
    """Tell whether some tests pass in a copy, within a time."""
    child = os.fork()
    if child:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended == pytest.ExitCode.NO_TESTS_COLLECTED:
            raise SystemExit(f"no such tests: {' '.join(tests)}")
        return ended == pytest.ExitCode.OK
    signal.alarm(int(seconds))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)
    os._exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", *tests]))


def main() -> None:
    """Make the mutants, run their tests, print what was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=52, help="mutants (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=120, help="a mutant whose tests take longer is killed (default %(default)s)"
    )
    parser.add_argument("--only", default="", help="files whose path contains this")
    told = parser.parse_args()
    mutants, imported_by = sampled(told.count, told.seed, told.only), importers()
    survived: Counter[str] = Counter()
    load()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "dataqa"
        shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
        every = sorted({test for mutant in mutants for test in tests_of(mutant, imported_by)})
        if not passes(folder, every, 60 * told.seconds):
            raise SystemExit("the tests fail without any mutant")
        for place_in_time, mutant in enumerate(mutants):
            path = folder / mutant.path
            whole = path.read_bytes()
            path.write_bytes(whole[: mutant.start] + mutant.new.encode() + whole[mutant.end :])
            # compiled files are told apart by their size and second
            os.utime(path, (2 * place_in_time, 2 * place_in_time))
            tests = tests_of(mutant, imported_by)
            lives = not tests or passes(folder, tests, told.seconds)
            path.write_bytes(whole)
            os.utime(path, (2 * place_in_time + 1, 2 * place_in_time + 1))
            survived[mutant.kind] += lives
            change = f"{' '.join(mutant.old.split())} → {mutant.new}"
            print(f"{'survived' if lives else 'killed'} {mutant.path}:{mutant.line}: {mutant.kind}: {change}", flush=True)
    of = Counter(mutant.kind for mutant in mutants)
    print(", ".join(f"{kind}: {survived[kind]} of {of[kind]}" for kind in sorted(of)))
    print(f"{survived.total()} of {len(mutants)} survived ({survived.total() / max(1, len(mutants)):.0%})")


if __name__ == "__main__":
    main()
