"""Photos of officers: decoded, cut square, written anew, so that nothing else that the file carried stays (place, camera)."""

import io
import secrets
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from thanthien.people.rules import PeopleError
from thanthien.shared.kept_file import keep_file
from thanthien.shared.wording import say

SIDE = 400
SMALLEST = 200
MOST_BYTES = 8 * 1024 * 1024
MOST_DOTS = 40_000_000
KINDS = ("JPEG", "PNG", "WEBP")


FOLDER = "officers"


def keep(upload: BinaryIO, *, size: int) -> str:
    """Write the photo into the office's files; returns its name there (`officers/….jpg`). Raises PeopleError."""
    if size > MOST_BYTES:
        raise PeopleError(say("Ảnh nặng quá 8 MB. Chọn ảnh nhỏ hơn, hoặc chụp lại bằng điện thoại ở cỡ thường."))
    image = _opened(upload)
    square = ImageOps.fit(
        ImageOps.exif_transpose(image).convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS, centering=(0.5, 0.4)
    )
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    name = f"{FOLDER}/{secrets.token_hex(8)}.jpg"
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=86, optimize=True)
    keep_file(Path(settings.MEDIA_ROOT) / name, out.getvalue())
    return name


def _opened(upload: BinaryIO) -> Image.Image:
    try:
        image = Image.open(upload, formats=KINDS)
        if image.width * image.height > MOST_DOTS:
            raise PeopleError(say("Ảnh lớn quá 40 triệu điểm. Chọn ảnh nhỏ hơn."))
        if min(image.size) < SMALLEST:
            raise PeopleError(say("Ảnh nhỏ quá, mỗi cạnh cần ít nhất {n} điểm. Chọn ảnh rõ hơn.", n=SMALLEST))
        image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise PeopleError(say("Tệp này không phải ảnh JPEG, PNG hay WebP. Chọn tệp ảnh.")) from None
    except (OSError, SyntaxError, ValueError):
        raise PeopleError(say("Tệp ảnh bị hỏng giữa chừng. Chụp hoặc lưu lại ảnh rồi gửi.")) from None
    return image


def drop(name: str) -> None:
    """Delete a photo that was kept here and that nothing shows any more."""
    kept = Path(name)
    if kept.parent == Path(FOLDER) and kept.suffix == ".jpg":
        (Path(settings.MEDIA_ROOT) / kept).unlink(missing_ok=True)
