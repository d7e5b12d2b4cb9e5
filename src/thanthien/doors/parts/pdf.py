"""A sheet that leaves as PDF: the policy under which the browser's own viewer shows it, its answer, and the sentence instead."""

from django.http import HttpResponse

# The viewer shows the sheet in a frame of ours and prints from there.
PDF_POLICY = {"default-src": ["'none'"], "object-src": ["'self'"], "frame-ancestors": ["'self'"]}


def pdf_answer(content: bytes, *, name: str) -> HttpResponse:
    """The sheet, to be shown; `name` without its ending, and without a word of anybody."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def no_sheet(text: object) -> HttpResponse:
    """One sentence that the page says."""
    return HttpResponse(str(text), status=422, content_type="text/plain; charset=utf-8")
