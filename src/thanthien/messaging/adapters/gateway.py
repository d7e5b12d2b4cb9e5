"""SMS and Zalo through a company's HTTP gateway. UNCONFIRMED: no contract of any company was at hand. This is the plainest shape
that such gateways share (`POST` JSON `{"to", "text", "id"}` with a bearer token, 2xx = taken), to be fitted to the real one.

Off unless its address is set.
"""

import http.client
import json
import re
from urllib.parse import urlsplit

from thanthien.messaging.adapters.problems import NotSent, Refused, Unknown

SECONDS = 15
LATER = (408, 425, 429)


class Gateway:
    """One gateway. `address`: where to post; `token`: what it gave the office."""

    def __init__(self, *, address: str, token: str) -> None:
        self.address, self.token = urlsplit(address), token

    def send(self, letter) -> None:
        """Hand the short text over; `id` is the same for each try, so that the gateway can drop a double."""
        kind = http.client.HTTPSConnection if self.address.scheme == "https" else http.client.HTTPConnection
        line = kind(self.address.hostname, self.address.port, timeout=SECONDS)
        body = json.dumps({"to": international(letter.to), "text": letter.short, "id": letter.code}, ensure_ascii=False)
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {self.token}"}
        try:
            try:
                line.connect()
            except OSError as error:
                raise NotSent(f"Chưa nối được cổng nhắn tin ({type(error).__name__})") from error
            try:
                line.request("POST", self.address.path or "/", body.encode(), headers)
                status = line.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                raise Unknown(f"Đứt liên lạc khi đang gửi ({type(error).__name__})") from error
        finally:
            line.close()
        if 200 <= status < 300:
            return
        if status >= 500 or status in LATER or status in (401, 403):
            raise NotSent(f"Cổng nhắn tin trả lời {status}")
        raise Refused(f"Cổng nhắn tin trả lời {status}")


def international(phone: str) -> str:
    """A Vietnamese number as gateways take it: 84912555408."""
    digits = re.sub(r"\D", "", phone)
    return f"84{digits[1:]}" if digits.startswith("0") else digits
