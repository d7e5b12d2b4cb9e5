"""Files as people send them: photographs, PDFs, and those that must be refused."""

import io
import random

import pikepdf
from PIL import Image, ImageDraw

from thanthien.papers.rules import JPEG


def photo(*, text: str = "GIAY KHAI SINH", size: tuple[int, int] = (900, 1200), kind: str = "JPEG", exif: bool = False) -> bytes:
    """A photograph of a sheet with a few letters; with `exif`, where and by what it was taken."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).text((60, 60), text, fill="black")
    out, more = io.BytesIO(), {}
    if exif:
        tags = Image.Exif()
        tags[0x010F] = "Nokia of Truong Thi Hien"
        more["exif"] = tags
    picture.save(out, kind, **more)
    return out.getvalue()


def pdf(*, pages: int = 2, script: bool = False, password: str = "", attached: bool = False, weight: int = 0) -> bytes:
    """A plain PDF; with a script that opens by itself, a password or a file inside, or so many bytes that nobody needs."""
    file, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        file.add_blank_page(page_size=(595, 842))
    if script:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    if attached:
        file.attachments["secret.exe"] = b"MZ-attached-bytes"
    if weight:
        file.Root.Dust = file.make_stream(random.Random(7).randbytes(weight))
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    file.save(out, encryption=encryption)
    return out.getvalue()


__all__ = ["JPEG", "pdf", "photo"]
