"""`thanthien COMMAND`: the one command line of the office (also `python -m thanthien`)."""

import os
import sys


def main() -> None:
    """Run a management command with our settings and, before Django is imported, our SQLite library."""
    from thanthien.config.cycles import look_rarely

    look_rarely()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thanthien.config.settings")
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["thanthien", *sys.argv[1:]])


if __name__ == "__main__":
    main()
