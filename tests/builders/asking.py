"""A session of `requests` whose every request is answered by this process, in the test's own transaction."""

from urllib.parse import urlsplit

import requests
from django.test import Client
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse


class InProcess(BaseAdapter):
    """Hands a prepared request to Django's test client and its answer back; a fault of the server is an answer too."""

    def __init__(self) -> None:
        super().__init__()
        self.client = Client(raise_request_exception=False)

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        parts, headers = urlsplit(request.url or ""), dict(request.headers)
        body = request.body or b""
        answer = self.client.generic(
            request.method or "GET", parts.path + (f"?{parts.query}" if parts.query else ""),
            body.encode() if isinstance(body, str) else body,
            content_type=headers.pop("Content-Type", "application/octet-stream"),
            headers={name: value for name, value in headers.items() if name != "Content-Length"},
        )  # fmt: skip
        told = requests.Response()
        told.status_code, told.request, told.url = answer.status_code, request, request.url or ""
        told.reason, told.encoding = answer.reason_phrase, "utf-8"
        told.headers.update(dict(answer.headers))
        told._content = answer.content
        told.raw = HTTPResponse(headers=dict(answer.headers), status=answer.status_code, version=11, preload_content=False)
        return told

    def close(self) -> None:
        """Nothing is open."""


def session() -> requests.Session:
    made = requests.Session()
    made.mount("http://testserver", InProcess())
    return made
