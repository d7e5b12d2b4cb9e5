"""The provinces' fees of the package's own file. (Writes of the room; `actions` offers them.)"""

from importlib import resources

import yaml

from thanthien.journal.actions import write_turn
from thanthien.procedures.models import ProvinceFee

KEY = ("province", "code", "channel", "case")
VALUES = ("amount", "note", "exempt", "document", "confirmed")


def load_province_fees() -> int:
    """Write the lines that are not there yet; what an administrator has written or confirmed stays. Returns how many are new."""
    text = (resources.files("thanthien.procedures") / "data" / "province_fees.yaml").read_text(encoding="utf-8")
    new = 0
    with write_turn():
        for line in yaml.safe_load(text):
            where = {name: line[name] for name in KEY} | {"valid_from": line["from"]}
            values = {name: line[name] for name in VALUES} | {"valid_to": line["to"]}
            new += ProvinceFee.objects.get_or_create(**where, defaults=values)[1]
    return new
