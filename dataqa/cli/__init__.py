"""The commands: they pass on what was asked, print what the library answers, and turn it into an exit code.

::

    0    the data passed
    1    the data fell short: --fail-under, --fail-on; or one of these was asked and checks failed to run
    2    the call was wrong: an unknown option, column, check or pack; or what was found could not be printed
    3    the data could not be read
    130  interrupted
"""

from __future__ import annotations

from dataqa.cli.program import main, run

__all__ = ["main", "run"]
