"""Installing the app into several teams of the fake Slack, and removing it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from tests.slack.fake import App, FakeSlack
from tests.slack.fake.calling import call

CALLBACK = "http://127.0.0.1:9/callback"


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, in which the app isn't installed yet."""
    with FakeSlack(App(redirect_urls=(CALLBACK,)), installed=False, retry_after=()) as slack:
        yield slack


def authorize(fake: FakeSlack, **changed: str) -> requests.Response:
    """Ask for consent as an app's install page does, without following the way back."""
    asked = {"client_id": fake.app.client_id, "scope": "chat:write", "state": "s1", "redirect_uri": CALLBACK, **changed}
    return requests.get(f"{fake.authorize_url}?{urlencode(asked)}", allow_redirects=False, timeout=5)


def code_of(answer: requests.Response) -> str:
    """Return the code that Slack sends back."""
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def exchange(fake: FakeSlack, code: str, **changed: str) -> dict[str, Any]:
    """Exchange a code for a token."""
    secrets = {"client_id": fake.app.client_id, "client_secret": fake.app.client_secret, "redirect_uri": CALLBACK}
    form = {**secrets, "code": code, **changed}
    answer: dict[str, Any] = requests.post(fake.api_url + "oauth.v2.access", data=form, timeout=5).json()
    return answer


def test_consent_leads_back_with_a_code_and_the_state(fake: FakeSlack) -> None:
    """To the app's own address."""
    answer = authorize(fake)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(CALLBACK + "?state=s1&code=")


def test_refusal_leads_back_with_an_error(fake: FakeSlack) -> None:
    """And no code."""
    assert authorize(fake, fake_answer="no").headers["Location"] == CALLBACK + "?state=s1&error=access_denied"


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"client_id": "1.2"}, "Invalid client_id parameter"),
        ({"scope": "admin"}, "Invalid permissions requested"),
        ({"scope": ""}, "Invalid permissions requested"),
        ({"redirect_uri": "http://evil.test/"}, "redirect_uri did not match any configured URIs"),
    ],
)
def test_consent_to_something_else_is_not_asked_for(fake: FakeSlack, changed: dict[str, str], text: str) -> None:
    """The person sees why."""
    answer = authorize(fake, **changed)

    assert (answer.status_code, answer.text) == (400, text)


def test_a_code_is_exchanged_for_the_teams_token(fake: FakeSlack) -> None:
    """With the scopes that were agreed to, and it works."""
    got = exchange(fake, code_of(authorize(fake)))

    assert (got["team"]["name"], got["scope"], got["token_type"]) == ("Acme", "chat:write", "bot")
    assert call(fake, "auth.test", got["access_token"])["team_id"] == fake.team().id
    assert call(fake, "users.info", got["access_token"], user="U1")["error"] == "missing_scope"


def test_a_code_works_once(fake: FakeSlack) -> None:
    """And an invented one not at all."""
    code = code_of(authorize(fake))
    exchange(fake, code)

    assert exchange(fake, code)["error"] == "code_already_used"
    assert exchange(fake, "1")["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "x"}, "bad_client_secret"),
        ({"redirect_uri": "http://127.0.0.1:9/"}, "bad_redirect_uri"),
    ],
)
def test_an_exchange_by_somebody_else_is_refused(fake: FakeSlack, changed: dict[str, str], error: str) -> None:
    """And the code is still good for the app."""
    code = code_of(authorize(fake))

    assert exchange(fake, code, **changed)["error"] == error
    assert exchange(fake, code)["ok"]


def test_each_team_has_its_own_token_and_channels(fake: FakeSlack) -> None:
    """A token of one can't post in another."""
    other = fake.add_team("Other")
    fake.add_user("cleo", team="Other")
    tokens = [
        exchange(fake, code_of(authorize(fake, fake_team=team.id)))["access_token"] for team in (fake.team(), other)
    ]
    careers = fake.add_channel("careers", team="Other").id

    posted = [call(fake, "chat.postMessage", token, channel=careers, text="a").get("error") for token in tokens]
    assert tokens[0] != tokens[1]
    assert posted == ["channel_not_found", None]


def test_removal_tells_the_app_and_ends_its_token(fake: FakeSlack) -> None:
    """A new installation has a new one."""
    before = exchange(fake, code_of(authorize(fake)))["access_token"]
    told = fake.uninstalls()
    refused = call(fake, "auth.test", before)["error"]
    after = exchange(fake, code_of(authorize(fake)))["access_token"]

    assert {delivery.event["type"] for delivery in told} == {"tokens_revoked", "app_uninstalled"}
    assert refused == "account_inactive"
    assert after != before
    assert call(fake, "auth.test", after)["ok"]
