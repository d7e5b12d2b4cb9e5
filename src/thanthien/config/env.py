"""Typed readers of environment variables; a wrong value stops the start with advice instead of a stack trace later."""

import ipaddress
import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    """True or False; raises ImproperlyConfigured for any other word."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r}: viết 1 hoặc 0 (write 1 or 0)")


def number(name: str, default: int) -> int:
    raw = os.environ.get(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r}: phải là số nguyên (must be a whole number)") from None


def choice(name: str, default: str, words: tuple[str, ...]) -> str:
    """One of `words`; raises ImproperlyConfigured for any other."""
    raw = os.environ.get(name) or default
    if raw not in words:
        raise ImproperlyConfigured(f"{name}={raw!r}: viết một trong {', '.join(words)} (write one of these)")
    return raw


def issuer(name: str) -> str:
    """The address of an identity server, https unless it is on this machine; raises with advice."""
    raw = text(name).rstrip("/")
    url = urlparse(raw)
    if not raw or url.scheme == "https" or (url.scheme == "http" and url.hostname in {"127.0.0.1", "localhost"}):
        return raw
    raise ImproperlyConfigured(f"{name}={raw}: phải bắt đầu bằng https:// (must be https)")


def networks(name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Networks with commas between (`192.168.1.0/24`); raises with advice."""
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in text(name).split(",") if one.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: viết như 192.168.1.0/24,10.0.0.7 (write like this): {error}") from None


def folder(name: str, default: Path) -> Path:
    """An absolute folder, made when missing; raises with advice when it cannot be written."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}={path}: không tạo được thư mục ({error.strerror}); chọn nơi ghi được") from None
    return path


def database(name: str, home: Path, sqlite_options: dict) -> dict:
    """Django's DATABASES entry from an address: empty = SQLite in `home`; `postgresql://user:pw@host:port/name?host=/socket`."""
    raw = os.environ.get(name, "")
    if not raw or raw.startswith("sqlite:"):
        path = raw.removeprefix("sqlite:").removeprefix("///") if raw else str(home / "office.sqlite3")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": sqlite_options, "CONN_MAX_AGE": 6 * 3600}
    url = urlparse(raw)
    if url.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name}: chỉ nhận sqlite:///… hoặc postgresql://… (only these two)")
    query = dict(part.split("=", 1) for part in url.query.split("&") if "=" in part)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(query.get("host", url.hostname or "")),
        "PORT": str(url.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
