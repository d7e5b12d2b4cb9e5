"""One procedure as the catalogue's pages ask for it: 404 for a code that is not there, its forms' choices."""

from datetime import date

from django.http import Http404

from thanthien.procedures import queries as catalogue
from thanthien.procedures.entries import TITLES
from thanthien.procedures.fees import Channel
from thanthien.procedures.models import Procedure
from thanthien.procedures.pages import CHANNEL_WORDS
from thanthien.procedures.rules import ProcedureError, TermUnit
from thanthien.shared.wording import say

TERM_UNITS = (
    (TermUnit.SAME_DAY, say("trong ngày")),
    (TermUnit.WORKING_DAY, say("ngày làm việc")),
    (TermUnit.DAY, say("ngày")),
    (TermUnit.HOUR, say("giờ làm việc")),
    (TermUnit.MONTH, say("tháng")),
)
CHANNELS = tuple((channel, CHANNEL_WORDS[channel]) for channel in (Channel.ANY, Channel.COUNTER, Channel.ONLINE, Channel.POST))


# Fields as the source calls them.
SOURCE_NAMES = {
    "time_limit": say("Thời hạn"),
    "fee": say("Phí"),
    "dossier": say("Giấy tờ"),
    "internal_steps": say("Quy trình"),
    "change_since_2025_07_01": say("Điều đã đổi"),
    "result": say("Kết quả"),
    "legal_basis": say("Căn cứ pháp lý"),
}


def doubts(one: Procedure) -> list[str]:
    """What nobody has compared with a text, in words."""
    return [str(SOURCE_NAMES.get(name) or TITLES.get(name) or name) for name in one.unconfirmed]


def procedure_or_404(code: str, *, on: date) -> Procedure:
    """The version of a day, else the newest there is; Http404 for an unknown code."""
    try:
        return catalogue.procedure(code=code, on=on)
    except ProcedureError:
        found = Procedure.objects.filter(code=code).order_by("-valid_from").first()
        if found is None:
            raise Http404 from None
        return found
