"""Calling the fake Slack's Web API over HTTP without Slack's own client, which would refuse or repair some calls."""

from typing import Any

import requests

from .server import FakeSlack


def call(slack: FakeSlack, method: str, token: str | None = None, /, **arguments: Any) -> dict[str, Any]:
    """Call a method with JSON and return the answer; the bot's token is sent unless another is given ("" for none)."""
    token = slack.bot_token if token is None else token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = requests.post(slack.api_url + method, json=arguments, headers=headers, timeout=10)
    answer: dict[str, Any] = response.json()
    return answer


def call_with_form(slack: FakeSlack, method: str, /, **arguments: str) -> dict[str, Any]:
    """Call a method with a form, as Slack's methods that only read must be called."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    response = requests.post(slack.api_url + method, data=arguments, headers=headers, timeout=10)
    answer: dict[str, Any] = response.json()
    return answer
