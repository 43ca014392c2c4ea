"""Slack: https://docs.slack.dev on one side, Rasa's conversations on the other. docs/slack.md is for who runs it."""

from wayfinder.channels.slack.slack_channel import SlackChannel

__all__ = ["SlackChannel"]
