"""The web channel: sessions, messages, history and the widget's files over plain HTTPS, below /webhooks/web.

channel.py has the routes, api.py what each request does, openapi.yml what each may hold.
"""

from wayfinder.channels.web.web_channel import WebChannel

__all__ = ["WebChannel"]
