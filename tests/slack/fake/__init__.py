"""A strict fake Slack for tests: a real server on a real port. README.md says how to use it."""

from .app import App, Shortcut
from .delivery import Attempt, Delivery
from .people import Said
from .server import FakeSlack
from .state import Message

__all__ = ["App", "Attempt", "Delivery", "FakeSlack", "Message", "Said", "Shortcut"]
