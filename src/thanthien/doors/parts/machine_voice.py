"""The voice made at set-up, as every screen that speaks knows it."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def machine() -> dict:
    """Its manifest; without it there is neither voice nor chime."""
    found = finders.find("vendor/voice/manifest.json")
    return json.loads(Path(found).read_text()) if found else {"voice": None, "language": "vi", "clips": {}}
