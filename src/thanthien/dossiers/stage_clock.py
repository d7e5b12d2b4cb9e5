"""The clock of the stage that runs, while an act holds the dossier: it stands still, runs again, ends with the dossier."""

from datetime import datetime

from thanthien.dossiers.models import Dossier, Stage
from thanthien.dossiers.timing import timing_of
from thanthien.journal.actions import Deed


def _running(dossier: Dossier) -> list[Stage]:
    if not dossier.process_version:
        return []
    return list(dossier.stages.filter(handed_at__isnull=False, done_at__isnull=True))


def _count(stage: Stage, at: datetime) -> None:
    stage.used_minutes += max(timing_of(stage.unit_id).minutes(stage.handed_at, at), 0)


def _from(stage: Stage, at: datetime) -> None:
    """The stretch that is not on the account yet begins at `at`."""
    stage.handed_at = max(at, stage.handed_at)
    stage.taken_at = max(stage.taken_at, stage.handed_at) if stage.taken_at else None
    stage.due_at = timing_of(stage.unit_id).after(stage.handed_at, max(stage.allowed_minutes - stage.used_minutes, 0))


def stand_still(deed: Deed, dossier: Dossier) -> None:
    """What the stage has used so far is on its account."""
    for stage in _running(dossier):
        _count(stage, deed.at)
        _from(stage, deed.at)
        deed.save(stage)


def run_again(deed: Deed, dossier: Dossier, *, counted: bool = False) -> None:
    """It runs from now, for what it has left; `counted`: the time that it stood still is its own after all."""
    for stage in _running(dossier):
        if counted:
            _count(stage, deed.at)
        _from(stage, deed.at)
        deed.save(stage)


def end(deed: Deed, dossier: Dossier, *, counted: bool) -> None:
    """The dossier ends here. `counted`: its clock ran until now."""
    for stage in _running(dossier):
        if counted:
            _count(stage, deed.at)
        stage.done_at = max(deed.at, stage.handed_at)
        deed.save(stage)


def reopen(deed: Deed, dossier: Dossier, step: int) -> None:
    """The step is done no more: the stage that ended with it runs on with what it had left."""
    if not dossier.process_version:
        return
    for stage in dossier.stages.filter(done_at__isnull=False, first_step__lte=step, last_step__gte=step):
        stage.done_at = None
        _from(stage, deed.at)
        deed.save(stage)
