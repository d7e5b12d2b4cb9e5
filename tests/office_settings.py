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
from thanthien.config.settings import DATABASES, TEMPLATES  # noqa: E402


class Undefined(str):
    """Stands for a variable that a template names and nobody gave: using it fails the test."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, as in a real office: a database in memory locks whole tables between threads.
DATABASES["default"]["TEST"] = {"NAME": f"{_home}/test.sqlite3"} if DATABASES["default"]["ENGINE"].endswith("sqlite3") else {}
if "init_command" in DATABASES["default"].get(
    "OPTIONS", {}
):  # a power cut is another test's affair (tests/config/test_sqlite.py)
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
MFA_REQUIRED = False  # tests/doors/account turns it on
