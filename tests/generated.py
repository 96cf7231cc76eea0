"""What is in the repository and made by a program: `make readme` writes it, tests hold that it is up to date."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- made: (?P<name>[a-z]+) -->\n)(?P<inner>.*?)(<!-- end -->)", re.DOTALL)


def printed(*arguments: str) -> str:
    """Return what a command prints into a pipe."""
    from dataqa.cli import run

    env = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "COLUMNS")}
    told = io.StringIO()
    with patch.dict(os.environ, env, clear=True), chdir(ROOT), redirect_stdout(told):
        code = run(arguments)
    assert code == 0, code
    return "\n".join(line.rstrip() for line in told.getvalue().splitlines())


def python() -> str:
    """What the README's Python example prints."""
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples" / "spam", Path(folder) / "examples" / "spam")
        told = io.StringIO()
        with chdir(folder), redirect_stdout(told):
            exec(compile(code, README.name, "exec"), {})
    return f"```console\n{told.getvalue()}```\n"


def demo() -> str:
    """The audit of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        return f"```console\n$ dataqa demo\n{printed('demo', '--html', f'{folder}/demo.html')}\n```\n"


def checks() -> str:
    """All checks, from their rules."""
    from dataqa.catalogue import markdown_table
    from dataqa.policy.pack import Rules

    return markdown_table(Rules.load("default")) + "\n"


BLOCKS = {"python": python, "demo": demo, "checks": checks}
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))


def blocks(text: str) -> dict[str, str]:
    """Return the blocks that stand in a text, by name."""
    return {found["name"]: found["inner"] for found in BLOCK.finditer(text)}


def rewritten(text: str) -> str:
    """Return a text with its blocks made anew."""
    return BLOCK.sub(lambda found: found[1] + BLOCKS[found["name"]]() + found[4], text)


def schema() -> str:
    """Return the JSON Schema of a rule."""
    from dataqa.policy.rule import Rule

    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Rule.model_json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def pack_schema() -> str:
    """Return the JSON Schema of a pack, which knows the parameters of every check."""
    from dataqa.policy.pack_schema import pack_schema

    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write everything."""
    (ROOT / "rules" / "schema.json").write_text(schema(), encoding="utf-8")
    (ROOT / "rules" / "pack.schema.json").write_text(pack_schema(), encoding="utf-8")
    subprocess.run([sys.executable, "examples/spam/make_messages.py"], cwd=ROOT, check=True)
    for page in PAGES:
        page.write_text(rewritten(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
