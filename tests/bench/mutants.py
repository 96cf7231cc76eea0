"""How many small mistakes in the checks their own tests notice.

    python tests/bench/mutants.py --count 52 --seed 1

Makes mutants of the files under dataqa/checks, one change each, as many of each kind: a comparison is negated, a guard
(``if …: continue`` or ``return``) is dropped, an operator of arithmetic is another one, a whole number is one more. Of each it
runs the mutated file's own tests: those that import it, ``tests/checks/<dimension>/test_<check>*.py`` and all that is planted for
the check; for a helper those of the checks nearest to it that import it. First in a process that has loaded all, where only the
changed function is another; what survives there is loaded anew, in a temporary copy. Prints each mutant, killed or survived, and
the rate. Some that survive are no mistakes (a bound of a search, an order that nothing depends on): they stay in the count.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib
import inspect
import json
import math
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "dist", "build")
LIBRARIES = (
    "numpy", "pandas", "polars", "pyarrow.compute", "pyarrow.parquet", "pydantic", "pytest", "scipy.stats", "sklearn.ensemble",
    "sklearn.linear_model", "sklearn.preprocessing", "sklearn.model_selection", "sklearn.feature_extraction.text",
)  # fmt: skip
LARGE = 1_000
"""From here on whole numbers bound the work: one more is no mistake."""
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
    return str(node.value + 1) if counts and abs(node.value) < LARGE else None


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


@cache
def _planted() -> list[str]:
    return list(json.loads((ROOT / "tests" / "checks" / "planted.json").read_text(encoding="utf-8")))


def planted_for(check: str) -> list[str]:
    """Return the tests of what is planted for a check, of each kind of its messages."""
    place = "tests/checks/test_conformance.py::test_what_is_planted_is_found"
    return [f"{place}[{name}]" for name in _planted() if name.partition("/")[0] == check]


@cache
def _tested() -> dict[str, list[str]]:
    """Return for each module the tests of checks that import it: they call its functions."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests" / "checks").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module and not path.match("test_conformance.py"):
                for module in (node.module, *(f"{node.module}.{one.name}" for one in node.names)):
                    found.setdefault(module, []).append(path.relative_to(ROOT).as_posix())
    return found


def tests_of(mutant: Mutant, imported_by: dict[str, set[str]]) -> list[str]:
    """Return the tests of a mutated file: those that import it, and its own, or those of the nearest checks that import it."""
    near, seen = [_module(ROOT / mutant.path)], set[str]()
    files = dict.fromkeys(_tested().get(near[0], ()))
    own = bool(re.fullmatch(r"dataqa/checks/\w+/[a-z]\w*\.py", mutant.path))
    least = len(files) + 1 if own else ENOUGH
    while near and len(files) < least:
        for module in near:
            *_, folder, name = module.split(".")
            paths = sorted((ROOT / "tests" / "checks" / folder).glob(f"test_{name}.py"))
            paths += sorted((ROOT / "tests" / "checks" / folder).glob(f"test_{name}_*.py"))
            paths += sorted((ROOT / "tests" / "checks").glob(f"test_{name}.py"))
            files |= dict.fromkeys(path.relative_to(ROOT).as_posix() for path in paths)
            files |= dict.fromkeys(planted_for(name.replace("_", "-")))
        seen |= set(near)
        near = sorted({one for module in near for one in imported_by.get(module, ())} - seen)
    return list(files)


def load() -> None:
    """Load what every test needs but the package itself, once: each run of tests is a fork of this process."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[name] = "1"
    for module in LIBRARIES:
        importlib.import_module(module)


def run(tests: list[str], *plugins: object) -> int:
    """Run some tests in this process, without what takes longer than they do: pytest's last collections of garbage."""
    without = [part for name in ("cacheprovider", "xdist", "cov", "unraisableexception") for part in ("-p", f"no:{name}")]
    return pytest.main(["-q", "-x", "--tb=no", *without, *tests], plugins)


def bounded(seconds: float) -> None:
    """End this process, a fork, after so many seconds of work."""
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds),) * 2)
    signal.alarm(math.ceil(10 * seconds))


def silent() -> None:
    """Say nothing from here on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def ended(child: int, tests: list[str]) -> bool:
    """Wait for tests in a fork, and tell whether they pass."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise SystemExit(f"no such tests: {' '.join(tests)}")
    return code == pytest.ExitCode.OK


def entered(folder: Path) -> None:
    """Take the package and its tests from a copy from here on."""
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)


def changed(source: bytes, mutant: Mutant) -> bytes:
    """Return a mutated file; its lines keep their numbers."""
    lines = source[mutant.start : mutant.end].count(b"\n")
    return source[: mutant.start] + b"(" + mutant.new.encode() + b"\n" * lines + b")" + source[mutant.end :]


def functions_of(code: CodeType) -> Iterator[CodeType]:
    """Yield the functions of a module and the methods of its classes."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from functions_of(one) if not one.co_flags & inspect.CO_NEWLOCALS else (one,)


def loaded(folder: Path) -> list[FunctionType]:
    """Return the functions of the package that are loaded from a copy."""
    gc.unfreeze()  # what is frozen is not listed
    return [one for one in gc.get_objects() if isinstance(one, FunctionType) and folder in Path(one.__code__.co_filename).parents]


def swapped(folder: Path, mutant: Mutant, functions: list[FunctionType]) -> None:
    """Give the function that a mutant changes its other code, where it is loaded; what is in no function stays as it is."""
    path = folder / mutant.path
    source = path.read_bytes()
    before, after = (list(functions_of(compile(one, str(path), "exec"))) for one in (source, changed(source, mutant)))
    other = {(new.co_qualname, new.co_firstlineno): new for old, new in zip(before, after, strict=True) if old != new}
    for one in functions:
        if (code := one.__code__).co_filename == str(path):
            one.__code__ = other.get((code.co_qualname, code.co_firstlineno), code)


class Forks:
    """Runs the tests of each mutant in a fork of a process that has collected all tests, and writes whether they fail."""

    def __init__(self, folder: Path, mutants: list[Mutant], tests: list[list[str]], seconds: float, answers: int) -> None:
        self.folder, self.mutants, self.tests, self.seconds, self.answers = folder, mutants, tests, seconds, answers
        self.failing = folder.with_name("failing")
        self.functions: list[FunctionType] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note which test fails, in a fork."""
        if report.failed:
            self.failing.write_text(report.nodeid, encoding="utf-8")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run the tests of each mutant in a fork, which goes on with them; what kills one must pass without it."""
        importlib.import_module("dataqa.policy.pack").Rules.load()
        self.functions = loaded(self.folder)
        gc.freeze()  # a fork that looks for garbage would copy all of this
        every, sound = session.items, {""}
        for mutant, tests in zip(self.mutants, self.tests, strict=True):
            session.items = [one for one in every if one.nodeid in tests or one.nodeid.partition("::")[0] in tests]
            if (passed := self._pass(mutant, tests)) is None:
                return None
            failing = self.failing.read_text(encoding="utf-8")
            if failing not in sound:
                session.items = [one for one in every if one.nodeid == failing]
                if (holds := self._pass(None, [failing])) is None:
                    return None
                if not holds:
                    os._exit(1)
                sound.add(failing)
            os.write(self.answers, b"\0" if passed else b"\1")
        os._exit(0)

    def _pass(self, mutant: Mutant | None, tests: list[str]) -> bool | None:
        """Return whether the tests pass; None in the fork that is to run them."""
        self.failing.write_text("", encoding="utf-8")
        child = os.fork()
        if child:
            return ended(child, tests)
        bounded(self.seconds)
        if mutant:
            swapped(self.folder, mutant, self.functions)
        return None


def quickly_killed(folder: Path, mutants: list[Mutant], tests: list[list[str]], seconds: float) -> Iterator[bool]:
    """Yield which mutants the tests kill in a process that has loaded everything, where only the changed function is another."""
    reads, writes = os.pipe()
    if not os.fork():
        silent()
        entered(folder)
        os._exit(run(sorted({name for some in tests for name in some}), Forks(folder, mutants, tests, seconds, writes)))
    os.close(writes)
    with os.fdopen(reads, "rb", buffering=0) as pipe:
        for _ in mutants:
            if not (answer := pipe.read(1)):
                raise SystemExit("a test fails without any mutant")
            yield bool(answer[0])
    os.wait()


def survives(folder: Path, mutant: Mutant, tests: list[str], seconds: float) -> bool:
    """Tell whether the tests pass where the changed file is loaded."""
    path = folder / mutant.path
    whole = path.read_bytes()
    path.write_bytes(changed(whole, mutant))
    shutil.rmtree(path.parent / "__pycache__", ignore_errors=True)
    child = os.fork()
    if not child:
        bounded(seconds)
        silent()
        entered(folder)
        os._exit(run(tests))
    lives = ended(child, tests)
    path.write_bytes(whole)
    shutil.rmtree(path.parent / "__pycache__", ignore_errors=True)
    return lives


def tell(mutant: Mutant, *, lives: bool) -> None:
    """Print what became of a mutant."""
    change = f"{' '.join(mutant.old.split())} → {mutant.new}"
    print(f"{'survived' if lives else 'killed'} {mutant.path}:{mutant.line}: {mutant.kind}: {change}", flush=True)


def main() -> None:
    """Make the mutants, run their tests, print what was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=52, help="mutants (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=40, help="a mutant whose tests work longer is killed (default %(default)s)"
    )
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument("--tests", nargs="*", help="these tests instead of those of each file")
    given = parser.parse_args()
    mutants, imported_by = sampled(given.count, given.seed, given.only), importers()
    tests = [given.tests or tests_of(mutant, imported_by) for mutant in mutants]
    survived: Counter[str] = Counter()
    load()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "dataqa"
        shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
        left = []
        for mutant, its_tests, killed in zip(mutants, tests, quickly_killed(folder, mutants, tests, given.seconds), strict=True):
            if killed:
                tell(mutant, lives=False)
            else:
                left.append((mutant, its_tests))
        for mutant, its_tests in left:
            lives = survives(folder, mutant, its_tests, given.seconds)
            survived[mutant.kind] += lives
            tell(mutant, lives=lives)
    of = Counter(mutant.kind for mutant in mutants)
    print(", ".join(f"{kind}: {survived[kind]} of {of[kind]}" for kind in sorted(of)))
    print(f"{survived.total()} of {len(mutants)} survived ({survived.total() / max(1, len(mutants)):.0%})")


if __name__ == "__main__":
    main()
