"""How long finding takes as dossiers grow: python bench/search.py [rows …] (1000 10000 100000 unless said).

A database of its own in a temporary folder (or THANTHIEN_DATABASE) is filled by a bulk generator; each kind of question is asked
often and its median printed in milliseconds, with the ratio to the smallest size beside it: figures of one run on one machine.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 10_000, 100_000)
FAMILY = ("Trương", "Nguyễn", "Lê", "Phạm", "Bùi", "Hà", "Cao", "Đinh", "Quách", "Lò", "Trần", "Hoàng", "Vũ", "Đỗ", "Phùng")
MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Hồng", "Ngọc", "Đức", "Xuân", "Thanh", "Kim", "Bá", "Gia")
GIVEN = (
    "Hiền", "Hạnh", "Nghĩa", "Sơn", "Tuấn", "Mai", "Phượng", "Nhàn", "Lan", "Hùng", "Dũng", "Thảo", "Yến", "Oanh", "Khánh",
    "Định", "Quỳnh", "Vinh", "Tâm", "Loan", "Cường", "Bích", "Uyên", "Sáng", "Trang", "Đạt", "Giang", "Huệ", "Thực", "Hòa",
)  # fmt: skip
ROUNDS = 30


def prepare() -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    os.environ.setdefault("THANTHIEN_HOME", tempfile.mkdtemp(prefix="thanthien-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "thanthien.config.settings"
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(upto: int, have: int, office, procedures: list) -> None:
    """Dossiers `have` … `upto`, each of a person of its own, 60 a day backwards from today."""
    from thanthien.dossiers.models import Dossier
    from thanthien.dossiers.search import backwards
    from thanthien.people.models import Citizen
    from thanthien.shared.codes import keyed_digest
    from thanthien.shared.folding import fold

    dice = random.Random(upto)
    for start in range(have, upto, 5_000):
        people, rows = [], []
        for n in range(start, min(start + 5_000, upto)):
            name = " ".join((dice.choice(FAMILY), dice.choice(MIDDLE), dice.choice(GIVEN)))
            number, phone = f"038{n:09d}", f"09{n:08d}"
            people.append(
                Citizen(
                    unit_id=office.unit, name=name, name_fold=fold(name), id_number=number, phone=phone,
                    id_digest=keyed_digest(number, purpose="citizen-id"),
                    phone_digest=keyed_digest(phone, purpose="citizen-phone"),
                )
            )  # fmt: skip
        Citizen.objects.bulk_create(people)
        for n, person in enumerate(people, start):
            at = office.at - timedelta(days=(upto - n) // 60)
            of = dice.choice(procedures)
            code = f"H56.227-{at:%y%m%d}-{n:07d}"
            state, late = dice.choice((4, 4, 9, 10, 10, 10)), at + timedelta(days=3)
            ready = late if state >= 9 else None
            rows.append(
                Dossier(
                    unit_id=office.unit, code=code, code_back=backwards(code), procedure=of, procedure_name=of.title,
                    field=of.field, applicant=person, state=state, received_at=at, received_by=office.hanh, due_first=late,
                    due_at=late, finished_at=ready, returned_at=ready if state == 10 else None, shelf="Ngăn 1",
                )
            )  # fmt: skip
        Dossier.objects.bulk_create(rows)


def questions(n: int) -> dict[str, str]:
    """What is asked, by its name; of a dossier in the middle where it must be one."""
    return {
        "tail of the code": f"{n // 2:07d}"[-4:], "telephone": f"09{n // 2:08d}", "identity number": f"038{n // 2:09d}",
        "one common word": "hien", "two words, any order": "hien truong", "three words": "Trương Thị Hiền",
        "name and matter": "hien khai sinh", "one typing slip": "truogn thi hien", "nothing at all": "zzyzx",
    }  # fmt: skip


def ask(text: str, office) -> float:
    from thanthien.dossiers.queries import find

    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        find(text=text, unit=office.unit, at=office.at, limit=20)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def page(office) -> float:
    from thanthien.dossiers.queries import Filter, filtered

    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        list(filtered(unit=office.unit, at=office.at, by=Filter(state="open"))[:100])
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(sizes: list[int]) -> None:
    prepare()
    from django.db import connection
    from django_scopes import scopes_disabled

    from builders.dossiers import CIVIL, SINGLE, load_small_catalogue
    from builders.office import build_office
    from thanthien.dossiers.models import Dossier
    from thanthien.procedures.queries import procedure
    from thanthien.shared.clock import VIETNAM

    with scopes_disabled():
        office = build_office(at=datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM))
        load_small_catalogue()
        procedures = [procedure(code="1.001193"), procedure(code=SINGLE), procedure(code=CIVIL)]
        first: dict[str, float] = {}
        print(f"{connection.vendor}, medians of {ROUNDS} in ms, × = ratio to {sizes[0]:,} dossiers")
        for size in sizes:
            fill(size, Dossier.objects.count(), office, procedures)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            found = {name: ask(text, office) for name, text in questions(size).items()} | {"page of 100, open": page(office)}
            print(f"\n{size:,} dossiers")
            for name, ms in found.items():
                print(f"  {name:<22} {ms:8.2f} ms   × {ms / first.setdefault(name, ms):.1f}")


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or list(SIZES))
