"""python -m bench.papers [--forms 500] [--signatures 100] [--whole | --letters]: one batch of forms, signatures on many papers.

The forms are Forms 02 with a QR code each, set together; the signatures are the office's soft key on one form. It prints seconds
and those of the processor, beside the goals: 20 s for 500 forms, 20 s for 100 signatures, on two cores. `--whole`: the batch as
an officer prints it from the page, Forms 01 of dossiers that were received, with every opened file and every print written down.
`--letters`: as many signed letters of four kinds, cards and then official sheets, printed from their page the same way.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

GOAL = 20.0  # seconds, of 500 forms and of 100 signatures


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--forms", type=int, default=500)
    asked.add_argument("--signatures", type=int, default=100)
    asked.add_argument("--whole", action="store_true", help="the whole job from the page instead, with its database")
    asked.add_argument("--letters", action="store_true", help="the whole job of as many letters instead")
    given = asked.parse_args()
    if given.whole:
        _whole(given.forms)
    elif given.letters:
        _letters(given.forms)
    else:
        _apart(given.forms, given.signatures)


def _apart(forms: int, signatures: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thanthien.config.settings")
    sheets = _sheets(forms)
    _told(f"{forms} forms in one file", lambda: _set(sheets))
    pdf = sheets[0].pdf()
    with tempfile.TemporaryDirectory(prefix="thanthien-bench-") as folder:
        _told(f"{signatures} signatures", lambda: _sign(pdf, Path(folder), signatures))


def _whole(count: int) -> None:
    from bench.bulk.__main__ import prepare

    os.environ["THANTHIEN_MFA_REQUIRED"] = "0"
    prepare()
    from django_scopes import scopes_disabled

    from bench.office import browser_of
    from builders.dossiers import SINGLE, received
    from builders.office import build_office
    from thanthien.doors.desk.views_printing import PART

    with scopes_disabled():
        office = build_office(at=_at())
        made = [received(office, SINGLE, at=_at() + timedelta(minutes=n // 4)).pk for n in range(count)]
        browser = browser_of(office.hanh)

    _told(f"{count} forms from the page to the file", lambda: _printed("/nhieu/in/", PART, "01", made, browser))


def _letters(count: int) -> None:
    from bench.bulk.__main__ import prepare

    os.environ["THANTHIEN_MFA_REQUIRED"] = "0"
    prepare()
    from django_scopes import scopes_disabled

    from bench.office import browser_of
    from builders.letters import FACTS, signed, wrote
    from builders.office import build_office
    from thanthien.doors.desk.views_letters_more import PART

    own = {
        "wedding": lambda n: {"man": f"Nguyễn Hoàng Minh {n}", "woman": f"Lò Thị Mai Phượng {n}"},
        "birth": lambda n: {"child": f"Phạm Gia Bảo {n}"},
        "condolence": lambda n: {"deceased": f"Hoàng Thị Nết {n}", "family": f"Gia đình ông Hoàng Văn Tư {n}"},
        "thanks": lambda n: {"recipient": f"Gia đình ông Lường Văn Ún {n}"},
    }  # fmt: skip
    with scopes_disabled():
        office = build_office(at=_at())
        kinds = sorted(FACTS)
        of = [kinds[n % len(kinds)] for n in range(count)]
        made = [signed(office, wrote(office, kind, **own[kind](n))).pk for n, kind in enumerate(of)]
        browser = browser_of(office.hanh)
    for form in ("card", "official"):
        _told(
            f"{count} letters ({form}) from the page to the file", partial(_printed, "/thu-cua-xa/in/", PART, form, made, browser)
        )


def _printed(address: str, part: int, form: str, made: list[int], browser: dict[str, str]) -> None:
    """What the page asks for: the parts, the whole, the file."""
    from bench.inside import asked
    from bench.office import body

    def answered(method: str, path: str, data: bytes = b"") -> bytes:
        status, answer = asked(method, path, browser, data)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:300]!r}")
        return answer

    batch = f"benchbatch{form}"
    for start in range(0, len(made), part):
        some = ",".join(map(str, made[start : start + part]))
        answered("POST", f"{address}gom", body(batch=batch, mau=form, hs=some))
    told = json.loads(answered("POST", f"{address}dan", body(batch=batch)))
    if told["n"] != len(made) or not answered("GET", told["file"]).startswith(b"%PDF"):
        raise RuntimeError(f"not whole: {told}")


def _told(name: str, do: Callable[[], object]) -> None:
    begin, busy = time.perf_counter(), time.process_time()
    do()
    took, spent = time.perf_counter() - begin, time.process_time() - busy
    print(f"{name}: {took:.1f} s, {spent:.1f} s of the processor, goal {GOAL:.0f} s", flush=True)


def _at() -> datetime:
    from thanthien.shared.clock import VIETNAM

    return datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


def _sheets(count: int) -> list:
    """Forms 02 of as many people."""
    from thanthien.shared.paper.forms import SPECIMEN, FormOfficer, FormPerson, FormUnit
    from thanthien.shared.paper.forms_turns import Form02, FormItem, sheet02

    unit = FormUnit(
        agency="Ủy ban nhân dân xã Cẩm Tú", agency_lines=("ỦY BAN NHÂN DÂN", "XÃ CẨM TÚ"), place="Cẩm Tú",
        centre="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", counter="Bộ phận Một cửa xã Cẩm Tú",
    )  # fmt: skip
    items = (FormItem(name="Giấy chứng sinh", how="bản chính", original=1), FormItem(name="Giấy xác nhận nơi cư trú", copy=1))
    return [
        sheet02(
            Form02(
                code=f"15148-261123-{n:04d}", number=f"{n}/HDHS", signed_on=date(2026, 11, 23), at=_at() + timedelta(minutes=n),
                person=FormPerson(name=f"Nguyễn Thị Thứ {n}", address=f"thôn {n}, xã Cẩm Tú", phone="0912 555 408"),
                procedure="Đăng ký khai sinh", items=items, reason="Giấy chưa có dấu.", unit=unit, specimen=SPECIMEN,
                officer=FormOfficer(name="Lê Thị Hạnh", phone="02373 555 001"), qr_text=f"https://camtu.example/t/K7Q2M9X4{n:04d}",
            )
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def _set(sheets: list) -> None:
    from thanthien.shared.paper.together import render_together

    whole = render_together(sheets, title="Mẫu 02", agency="Ủy ban nhân dân xã Cẩm Tú", at=_at())
    if whole.refused or not whole.pdf:
        raise RuntimeError(f"not set: {whole.refused}")


def _sign(pdf: bytes, folder: Path, count: int) -> None:
    from thanthien.shared.paper import signing

    key = signing.office_key(folder=folder, unit="15148", name="Ủy ban nhân dân xã Cẩm Tú", at=_at())
    with signing.soft_signer(key) as signer:
        for _ in range(count):
            signing.signed(pdf, signer=signer, name="Phạm Văn Nghĩa", at=_at())


if __name__ == "__main__":
    main()
