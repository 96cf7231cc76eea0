"""Where the data folders are: in a checkout and an editable install beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent

RULES = _ROOT / "rules"
REPORTS = _ROOT / "reports"
