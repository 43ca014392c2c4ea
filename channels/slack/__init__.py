"""Slack: https://docs.slack.dev on one side, Rasa's conversations on the other. docs/slack.md is for who runs it."""

from channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]
