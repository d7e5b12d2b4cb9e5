"""One port for the small office: the event stream on ASGI, everything else to Django's WSGI in threads (a page under ASGI costs
ten times).
"""

from a2wsgi import WSGIMiddleware

from thanthien.config.wsgi import application as pages  # sets Django up first

from thanthien.config import live  # isort: skip

_hub = live.Hub()
_pages = WSGIMiddleware(pages, workers=12)


async def application(scope: dict, receive: live.Receive, send: live.Send) -> None:
    """Dispatch one ASGI scope."""
    if scope["type"] == "lifespan":
        await _life(receive, send)
    elif scope["type"] == "http" and scope["path"] == live.PATH:
        await live.events(_hub, scope, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)


async def _life(receive: live.Receive, send: live.Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await _hub.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await _hub.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
