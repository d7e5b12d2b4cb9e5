"""The lock of a fresh machine: the first start is open until an administrator exists, to whoever reads the console's code."""

from hmac import compare_digest
from pathlib import Path

from django.conf import settings

from thanthien.people.models import RoleGrant
from thanthien.people.rules import Role
from thanthien.people.scoping import everywhere
from thanthien.shared.codes import random_code, tidy_code

LENGTH = 8


def fresh() -> bool:
    """True until the first administrator exists. It looks at all units, because the question is of the whole machine."""
    with everywhere():
        return not RoleGrant.objects.filter(role=Role.ADMIN).exists()


def _path() -> Path:
    return Path(settings.HOME) / "keys" / "first-start.code"


def the_code() -> str:
    """The code of this machine, as printed: ABCD-EFGH. The same until it is used, so that a restart changes nothing."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("x") as handle:
            handle.write(random_code(LENGTH))
        path.chmod(0o600)
    except FileExistsError:
        pass
    code = path.read_text().strip()
    return f"{code[:4]}-{code[4:]}"


def right(typed: str) -> bool:
    """True for the printed code, however it was typed; small letters, spaces and O for 0 are forgiven."""
    return compare_digest(tidy_code(typed), tidy_code(the_code()))


def forget() -> None:
    """After the first administrator the code opens nothing; the next machine state gets a new one."""
    _path().unlink(missing_ok=True)
