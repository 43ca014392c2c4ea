"""The lab's tests start the same bots, from the same model and in the same fake Slack, as all others."""

from tests.conftest import bot, cluster, model, start_bot
from tests.slack.conftest import slack, slack_bot, start_slack_bot

__all__ = ["bot", "cluster", "model", "slack", "slack_bot", "start_bot", "start_slack_bot"]
