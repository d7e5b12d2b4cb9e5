"""How often Python looks for cycles among all that it holds."""

import gc

# 400,000 things are made while an office is read in, nearly all to stay: looking for cycles among them every 700 took a tenth of
# the start
THRESHOLDS = (50_000, 20, 50)


def look_rarely() -> None:
    """Of this process, from now on; called before Django is imported."""
    gc.set_threshold(*THRESHOLDS)


def leave_alone_what_is_here() -> None:
    """All that was read in by now stays for the life of the process and is not looked at again: a look at all of it stops every
    thread for a tenth of a second and more.
    """
    gc.freeze()
