"""What the tests of the sources share: a file from a literal text, and a column from a literal list."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dataqa.sources import Table, load


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], Table]:
    """Write a file and load it."""

    def write_and_load(name: str, content: str | bytes) -> Table:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load(path)

    return write_and_load
