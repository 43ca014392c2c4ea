"""The lab's tests start the same bots from the same model as all others."""

from tests.conftest import bot, cluster, model, start_bot

__all__ = ["bot", "cluster", "model", "start_bot"]
