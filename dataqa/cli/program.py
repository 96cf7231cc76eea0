"""Runs one command and turns whatever happens into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

import dataqa.cli.audit
import dataqa.cli.fix
import dataqa.cli.gate
import dataqa.cli.init
import dataqa.cli.overview  # noqa: F401 - each adds its commands to the program
from dataqa.cli.app import INTERRUPTED, NOBODY_READS, UNREADABLE, WRONG_CALL, UsageError, app
from dataqa.cli.shared import drop_the_rest, say


def main() -> None:
    """Run the command line and exit."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called: what would be printed there goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong on purpose is one line on stderr.

    Parameters
    ----------
    arguments : sequence of str
        As typed, without the name of the program.

    Returns
    -------
    int
        See the top of this module.
    """
    from dataqa.errors import DataqaError, SourceError

    command = typer.main.get_command(app)
    try:
        with command.make_context("dataqa", list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return end.exit_code
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
        else:
            told = error.format_message().rstrip(".")
            say(f"{told}{'' if told.endswith('?') else '.'} See {error.ctx.command_path if error.ctx else 'dataqa'} --help.")
        return WRONG_CALL
    except DataqaError as error:
        say(str(error))
        return UNREADABLE if isinstance(error, SourceError) else WRONG_CALL
    except KeyboardInterrupt:
        say("interrupted; nothing more was written")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # the reader of the pipe has left (Rich tells it by SystemExit): nothing to say, and nobody to say it to
        drop_the_rest()
        return NOBODY_READS
    except OSError as error:
        say(f"cannot write the report: {error.strerror or error}{f' ({error.filename})' if error.filename else ''}")
        drop_the_rest()
        return WRONG_CALL
    return 0
