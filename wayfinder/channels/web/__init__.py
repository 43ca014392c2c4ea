"""The web channel: sessions, messages, history and the widget's files over plain HTTPS, below /webhooks/web.

web_channel.py mounts it, web_routes.py says which path does what, web_requests.py what each request does, openapi.yml what each may hold.
"""

from wayfinder.channels.web.web_channel import WebChannel

__all__ = ["WebChannel"]
