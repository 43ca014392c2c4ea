"""The page that draws a channel."""

from aiohttp import web

from .core import Core


def handle(core: Core, request: web.Request) -> web.Response:
    """Draw a channel, a thread or an App Home."""
    return web.Response(text="soon", content_type="text/html")
