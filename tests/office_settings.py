"""Settings of the tests: an own home, anchors written at once, an undefined template variable is a failure."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="thanthien-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["THANTHIEN_HOME"] = _home
os.environ.setdefault("THANTHIEN_ANCHORS", "sync")
os.environ["THANTHIEN_DEMO"] = "1"

from thanthien.config.settings import *  # noqa: E402, F403
from thanthien.config.settings import TEMPLATES  # noqa: E402


class Undefined(str):
    """Stands for a variable that a template names and nobody gave: using it fails the test."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
