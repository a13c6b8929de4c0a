"""The command line: each module reads one command's arguments, calls the rooms below, and prints.

stdout is the result; everything else goes to stderr. Exit codes: 0 all done, 1 some failed, 2 usage,
a settings file among it.
"""

from __future__ import annotations

import sys


def main() -> None:
    """The console script ``mujaz``."""
    from ..errors import MujazError
    from .app import app
    from .console import complain

    try:
        app()
    except MujazError as error:
        from .settings import SettingsError

        complain(error)
        sys.exit(2 if isinstance(error, SettingsError) else 1)
    except BrokenPipeError:
        # the reader of our pipe has gone: not a failure, and the interpreter must not flush into it again
        sys.stdout = open("/dev/null", "w")  # noqa: SIM115, PTH123
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
