"""Serving a small office: one process, one port. Prints nothing but errors; ends within two seconds of Ctrl C."""

import gc

import uvicorn

from thanthien.config.courier import Courier
from thanthien.config.heart import Heart
from thanthien.config.postman import Postman
from thanthien.config.reader import Reader


def serve(*, host: str, port: int, heart: bool = True) -> None:
    """Serve until interrupted."""
    from thanthien.config.asgi import application

    threads = [Heart(), Postman(), Courier(), Reader()] if heart else []
    for one in threads:
        one.start()
    gc.collect()
    gc.freeze()
    try:
        uvicorn.run(
            application, host=host, port=port, log_level="warning", lifespan="on", timeout_graceful_shutdown=2, backlog=2048,
            access_log=False, server_header=False, ws="none", h11_max_incomplete_event_size=65536,
        )  # fmt: skip
    finally:
        for one in threads:
            one.stop()
