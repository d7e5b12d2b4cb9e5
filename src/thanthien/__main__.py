"""`thanthien COMMAND`: the one command line of the office (also `python -m thanthien`)."""

import gc
import os
import sys

# 400,000 things are made while an office is read in, nearly all to stay: looking for cycles among them every 700 took a tenth of
# the start
THRESHOLDS = (50_000, 20, 50)


def main() -> None:
    """Run a management command with our settings and, before Django is imported, our SQLite library."""
    gc.set_threshold(*THRESHOLDS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thanthien.config.settings")
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["thanthien", *sys.argv[1:]])


if __name__ == "__main__":
    main()
