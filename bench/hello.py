"""An empty page behind the same servers: what the server itself costs."""

from a2wsgi import WSGIMiddleware


def pages(environ: dict, start_response) -> list[bytes]:
    """The WSGI application, as a province serves it."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


application = WSGIMiddleware(pages, workers=12)
"""Behind ASGI in threads, as the small office serves it."""
