"""A PDF written anew: only pages and what they draw; what acts, hides or reaches outside stays behind. Runs in the worker."""

import io

import pikepdf
from pikepdf import Name

from thanthien.papers.rules import MOST_PAGES, FileRefused

# What a page keeps; annotations are drawn onto it first, so that what was filled in stays to be read.
OF_A_PAGE = frozenset({"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/Group"})
# Keys that run something, carry something along or say who made it. Looked for where a kind of thing is described, not in a mere
# list of names: there a letter of a font or a picture may be called so.
NEVER = (
    "/AA", "/A", "/OpenAction", "/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/AF", "/XFA", "/RichMediaContent",
    "/RichMediaSettings",
    "/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/OPI", "/Alternates", "/Annots", "/URI", "/Launch",
)  # fmt: skip
ACTIONS = frozenset(
    f"/{name}" for name in ("JavaScript", "Launch", "URI", "GoToR", "GoToE", "SubmitForm", "ImportData", "Rendition",
    "Named", "Movie",
                            "Sound", "Hide", "ResetForm", "SetOCGState", "Trans", "GoTo3DView", "Thread", "RichMediaExecute")
)  # fmt: skip
OF_OTHER_FILES = ("/F", "/FFilter", "/FDecodeParms")
IMAGE_MARKERS = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})  # EXIF, XMP, comments; not JFIF, ICC and Adobe's colour note


def rewritten(content: bytes) -> tuple[bytes, int]:
    """The fresh file and its number of pages. Raises FileRefused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as old:
            if old.is_encrypted:
                raise FileRefused("locked")
            pages = len(old.pages)
            if not pages:
                raise FileRefused("broken")
            if pages > MOST_PAGES:
                raise FileRefused("too_long")
            old.flatten_annotations("all")
            with pikepdf.new() as fresh:
                fresh.pages.extend(old.pages)
                return _saved(fresh), pages
    except pikepdf.PasswordError:
        raise FileRefused("locked") from None
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, IndexError, RuntimeError) as error:
        raise FileRefused("broken") from error


def _saved(fresh: pikepdf.Pdf) -> bytes:
    for sheet in fresh.pages:
        for key in [key for key in sheet.obj if key not in OF_A_PAGE]:
            del sheet.obj[key]
    for one in fresh.objects:
        _swept(one)
    fresh.remove_unreferenced_resources()
    out = io.BytesIO()
    fresh.save(out, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _swept(one: pikepdf.Object, depth: int = 0) -> None:
    """Take every key of NEVER out of an object and of what lies inside it; indirect objects come by themselves."""
    if depth > 60:
        raise FileRefused("broken")
    if isinstance(one, pikepdf.Array):
        for inner in one:
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                _swept(inner, depth + 1)
        return
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return
    if isinstance(one, pikepdf.Stream):
        _swept_stream(one)
    described = isinstance(one, pikepdf.Stream) or "/Type" in one or "/S" in one
    for key in list(one.keys()):
        inner = one[key]
        if (described and key in NEVER) or _acts(inner):
            del one[key]
            continue
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            _swept(inner, depth + 1)


def _acts(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in ACTIONS


def _swept_stream(one: pikepdf.Stream) -> None:
    for key in OF_OTHER_FILES:
        if key in one:
            del one[key]
    if one.get("/Subtype") == Name.PS or one.get("/Subtype2") == Name.PS:
        one.write(b"")
    if one.get("/Subtype") == Name.Image and _only_jpeg(one.get("/Filter")):
        raw = one.read_raw_bytes()
        bare = without_notes(raw)
        if bare != raw:
            one.write(bare, filter=Name.DCTDecode, decode_parms=one.get("/DecodeParms"))


def _only_jpeg(kind: pikepdf.Object | None) -> bool:
    return kind == Name.DCTDecode or (isinstance(kind, pikepdf.Array) and len(kind) == 1 and kind[0] == Name.DCTDecode)


def without_notes(raw: bytes) -> bytes:
    """A JPEG without the segments that tell of place, time, camera and programme; its picture is untouched."""
    if not raw.startswith(b"\xff\xd8"):
        return raw
    kept, place = [raw[:2]], 2
    while place + 4 <= len(raw) and raw[place] == 0xFF and raw[place + 1] != 0xDA:
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
        if end <= place + 3 or end > len(raw):
            return raw
        if raw[place + 1] not in IMAGE_MARKERS:
            kept.append(raw[place:end])
        place = end
    return b"".join([*kept, raw[place:]])
