"""python -m bench.recount [--dossiers 100000]: the dates of so many dossiers of a commune counted again after a holiday.

A dossier is received in each minute of two days and copied by its columns (another code): what is measured is finding, moving,
the entries and the rows of the recount, not the reception. It prints the seconds, those of the processor, and the slowest batch;
before that what the work list costs an officer for whom all of them wait.
"""

import argparse
import time
from datetime import date, datetime, timedelta

from bench.bulk.__main__ import prepare

UNIT, BATCH, MINUTES = "15148", 500, 600


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dossiers", type=int, default=100_000)
    given = asked.parse_args()
    prepare()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        _measure(given.dossiers)


def _copies(dossiers: list, count: int) -> None:
    """The same dossiers again and again, each with its running step."""
    from thanthien.dossiers.models import Dossier, DossierStep
    from thanthien.shared.codes import random_code

    fields = [one for one in Dossier._meta.concrete_fields if not one.primary_key]
    moulds = [{one.attname: getattr(dossier, one.attname) for one in fields} for dossier in dossiers]
    steps = [DossierStep.objects.get(dossier=dossier, order=dossier.step) for dossier in dossiers]
    for start in range(0, count, 2_000):
        numbers = range(start + 1, min(start + 2_000, count) + 1)
        made = Dossier.objects.bulk_create(
            _copy(Dossier, moulds[number * len(moulds) // (count + 1)], number, random_code()) for number in numbers
        )
        DossierStep.objects.bulk_create(
            _step(DossierStep, steps[number * len(moulds) // (count + 1)], dossier)
            for number, dossier in zip(numbers, made, strict=True)
        )


def _copy(model, mould: dict, number: int, tracking: str):
    return model(**mould | {"code": f"{mould['code'][:-4]}{number:06d}", "code_back": "", "tracking_code": tracking})


def _step(model, mould, dossier):
    own = {one.attname: getattr(mould, one.attname) for one in model._meta.concrete_fields if not one.primary_key}
    return model(**own | {"dossier_id": dossier.pk})


def _work(officer, times: int = 20) -> None:
    """The page of the work that waits for this officer, asked so often."""
    from bench.inside import asked, measured
    from bench.office import browser_of

    browser = browser_of(officer)
    took, _, statements, size = measured(lambda: asked("GET", "/viec/", browser), times)
    print(f"my work: {took:.1f} ms of the processor, {len(statements)} questions, {size / 1000:.0f} KB", flush=True)


def _measure(count: int) -> None:
    from builders.dossiers import SINGLE, received
    from builders.office import build_office
    from thanthien.dossiers import actions, recount
    from thanthien.shared.actor import system
    from thanthien.shared.clock import VIETNAM
    from thanthien.worktime import actions as worktime

    at = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)
    office = build_office(at=at)
    minutes = [received(office, SINGLE, at=at + timedelta(minutes=minute)) for minute in range(MINUTES)]
    _copies(minutes, count - MINUTES)
    _work(office.ha)
    worktime.set_day(unit=UNIT, day=date(2026, 11, 25), kind="local_off", name="do bão", by=system(UNIT), at=at)
    by = office.actor(office.nghia)
    begin, busy = time.perf_counter(), time.process_time()
    row = actions.begin_recount(unit=UNIT, wish="move", which="later", reason="nghỉ bão", by=by, at=at)
    slowest, last = 0.0, begin
    while row.phase == recount.Phase.RUNNING:
        row = actions.go_on(recount=row, by=by, at=at, batch=BATCH)
        moment = time.perf_counter()
        slowest, last = max(slowest, moment - last), moment
    whole = last - begin
    busy = time.process_time() - busy
    each = whole / row.total * 1000
    print(f"{row.done} of {row.total} dates moved in {whole:.1f} s ({busy:.1f} s of the processor)")
    print(f"{each:.2f} ms each, slowest batch {slowest:.2f} s")


if __name__ == "__main__":
    main()
