"""The postman takes a result: the letter is on its way and the dossier is handed over, in one act."""

from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers import queries
from thanthien.dossiers.collecting import Receiver
from thanthien.journal.actions import act
from thanthien.outreach import mailing
from thanthien.outreach.mail import MailError
from thanthien.outreach.models_mail import PostalItem
from thanthien.programmes import actions as programmes
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def send_by_post(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """Raises MailError or DossierError (a fee not settled, a result fetched meanwhile); then nothing is written."""
    with act(unit=item.unit_id, by=by, at=at):
        _, _, key = item.subject.partition(":")
        dossier = queries.dossier(pk=int(key), unit=item.unit_id)
        if dossier is None:
            raise MailError(say("Không thấy hồ sơ của bưu gửi này ở xã."))
        sent = mailing.send(item=item, by=by, at=at)
        dossiers.hand_over(dossier=dossier, by=by, at=at, receiver=Receiver(), channel="post")
        programmes.settle(unit=item.unit_id, subject=item.subject, by=by, at=at, visit=dossier.visit_id or "")
    return sent
