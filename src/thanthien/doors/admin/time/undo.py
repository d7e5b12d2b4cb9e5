"""Taking back: what was there before travels in a signed address, and is put there again by the same act that changed it."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse

from thanthien.shared.wording import Sentence

TEN_MINUTES = 600
SALT = "admin.time"


def done(request: HttpRequest, text: Sentence, *, undo: str = "", before: dict | None = None) -> None:
    """Say what was done; with the name of a page that takes back and what was before, it can be taken back."""
    tags = f"{reverse(undo)}?k={signing.dumps(before, salt=SALT + undo, compress=True)}" if undo else ""
    messages.success(request, str(text), extra_tags=tags)


def before(request: HttpRequest, undo: str) -> dict:
    """What the signed address says was before; 404 for an address that was made by nobody or is ten minutes old."""
    try:
        return signing.loads(request.GET.get("k", ""), salt=SALT + undo, max_age=TEN_MINUTES)
    except signing.BadSignature:
        raise Http404 from None
