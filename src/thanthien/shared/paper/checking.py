"""What other programs say of a PDF: poppler's pdfsig of its signatures, pikepdf of its structure, fonts and claims."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf

VALID = "Signature is Valid"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer; `fine` False makes the file doubtful."""

    about: str
    text: str
    fine: bool


def check_pdf(path: Path) -> list[Finding]:
    """Lines about structure, tags, fonts, claims, signatures. That PDF/A holds in full is the maker's claim, not checked."""
    try:
        content = path.read_bytes()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            lines = [_structure(pdf), _tags(pdf), _fonts(pdf), _claims(pdf)]
    except OSError as error:
        return [Finding("tệp", f"không đọc được: {error.strerror}", False)]
    except pikepdf.PdfError as error:
        return [Finding("cấu trúc", f"không phải tệp PDF đọc được: {error}", False)]
    return [*lines, *signatures(path)]


def _structure(pdf: pikepdf.Pdf) -> Finding:
    faults = pdf.check_pdf_syntax()
    text = f"{len(pdf.pages)} trang, PDF {pdf.pdf_version}"
    return Finding("cấu trúc", "; ".join(faults) if faults else f"{text}, không lỗi", not faults)


def _tags(pdf: pikepdf.Pdf) -> Finding:
    marked = bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)) and "/StructTreeRoot" in pdf.Root
    lang = str(pdf.Root.get("/Lang", ""))
    return Finding(
        "thẻ đọc", f"có thẻ, ngôn ngữ {lang}" if marked and lang else "không có thẻ hoặc ngôn ngữ", marked and bool(lang)
    )


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Name of each font, without its subset's mark → whether the file carries it; fonts of drawings included."""
    found: dict[str, bool] = {}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            name = re.sub(r"^/?([A-Z]{6}\+)?", "", str(item.get("/FontName", "?")))
            found[name] = found.get(name, True) and any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item:
            bare = item.get("/Subtype") not in ("/Type0", "/Type3") and "/FontDescriptor" not in item
            if bare:
                found[re.sub(r"^/?([A-Z]{6}\+)?", "", str(item.BaseFont))] = False
    return found


def _fonts(pdf: pikepdf.Pdf) -> Finding:
    listed = fonts(pdf)
    absent = sorted(name for name, carried in listed.items() if not carried)
    text = (
        f"thiếu trong tệp: {', '.join(absent)}"
        if absent
        else f"mang đủ trong tệp: {', '.join(sorted(listed)) or 'không dùng chữ'}"
    )
    return Finding("phông chữ", text, not absent)


def _claims(pdf: pikepdf.Pdf) -> Finding:
    with pdf.open_metadata() as xmp:
        part, level = xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")
        ua, title = xmp.get("{http://www.aiim.org/pdfua/ns/id/}part"), xmp.get("dc:title")
    if not part:
        return Finding("XMP", "không khai PDF/A", False)
    said = (
        f"khai PDF/A-{part}{str(level or '').lower()}"
        + (f", PDF/UA-{ua}" if ua else "")
        + (f", nhan đề “{title}”" if title else "")
    )
    return Finding("XMP", said, True)


def signatures(path: Path) -> list[Finding]:
    """What pdfsig says of each signature: is it intact, who signed. Trust of the certificate is not asked (`-nocert`)."""
    program = shutil.which("pdfsig")
    if program is None:
        return [Finding("chữ ký số", "máy không có pdfsig (gói poppler-utils) nên chưa kiểm tra", False)]
    done = subprocess.run([program, "-nocert", str(path)], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    blocks = re.split(r"^Signature #\d+:", done.stdout, flags=re.MULTILINE)[1:]
    if not blocks:
        return [Finding("chữ ký số", "chưa ký", True)]
    made = []
    for number, block in enumerate(blocks, start=1):
        facts = dict(re.findall(r"^\s*- ([^:\n]+): (.*)$", block, flags=re.MULTILINE))
        intact, whole = VALID in facts.get("Signature Validation", ""), "Total document signed" in block
        words = "nguyên vẹn" if intact else "KHÔNG nguyên vẹn"
        cover = "cả tệp" if whole else "một phần tệp, sau đó tệp có thêm nội dung"
        made.append(
            Finding(f"chữ ký {number}", f"{facts.get('Signer Certificate Common Name', '?')}: {words}, ký {cover}", intact)
        )
    return made
