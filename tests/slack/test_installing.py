"""Many workspaces: installing by OAuth, each with its own token, and being removed."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from slack_bolt import BoltResponse

from scripts.servers import bot_servers, free_port
from tests.conftest import Bot
from tests.slack.conftest import MANIFEST, SlackBot
from tests.slack.fake import App, FakeSlack
from tests.slack.test_conversations import FIGURE, QUESTION
from wayfinder.channels.slack.slack_requests import to_sanic_response


@dataclass
class ManyTeams(SlackBot):
    """A bot that any workspace may install."""

    @property
    def install_url(self) -> str:
        """Return the page where a workspace begins."""
        return self.address.replace("/slack/webhook", "/slack/install")

    def tokens(self) -> list[str]:
        """Return the tokens that are stored, of bots and of installations."""
        with self.stored() as db:
            rows = db.execute("select bot_token from slack_bots union all select bot_token from slack_installations")
            return [token for (token,) in rows]


@pytest.fixture(scope="module")
def teams(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ManyTeams]:
    """The bot with a client's id and secret, and no token, at an address that the app names for its return."""
    folder, port = tmp_path_factory.mktemp("teams"), free_port()
    redirect = f"http://127.0.0.1:{port}/webhooks/slack/oauth_redirect"
    app = App.from_manifest(MANIFEST, redirect_urls=(redirect,))
    with FakeSlack(app, installed=False, retry_after=()) as slack:
        env = {
            "WAYFINDER_SLACK_API_URL": slack.api_url,
            "WAYFINDER_SLACK_SIGNING_SECRET": app.signing_secret,
            "WAYFINDER_SLACK_CLIENT_ID": app.client_id,
            "WAYFINDER_SLACK_CLIENT_SECRET": app.client_secret,
            "WAYFINDER_DATABASE_URL": f"sqlite:///{folder / 'conversations.db'}",
        }
        servers = bot_servers(folder, model, port=port, env=env)
        servers.start()
        bot = Bot(servers.actions, servers.rasa, servers.url, folder / "conversations.db")
        running = ManyTeams(slack, bot, folder / "conversations.db")
        slack.point_at(running.address)
        yield running
        servers.stop()


def new_team(teams: ManyTeams, name: str) -> str:
    """Return the name of a new workspace with ana and the channel careers, without the app."""
    teams.slack.add_team(name)
    teams.slack.add_user("ana", team=name)
    teams.slack.add_channel("careers", team=name)
    return name


def test_a_workspace_installs_the_app_and_is_answered(teams: ManyTeams) -> None:
    """With the token that it gave."""
    team = new_team(teams, "First")

    page = teams.slack.installs(teams.install_url, team=team)
    said = teams.slack.user_says("ana", "ana", QUESTION, team=team)

    assert page.status == 200
    assert FIGURE in teams.slack.answer(said, team=team).text


def test_each_workspace_is_spoken_to_with_its_own_token(teams: ManyTeams) -> None:
    """Two of them, in turn."""
    names = [new_team(teams, name) for name in ("Second", "Third")]
    for name in names:
        teams.slack.installs(teams.install_url, team=name)

    said = [(name, teams.slack.user_says("ana", "ana", QUESTION, team=name)) for name in names]

    for name, each in said:
        assert FIGURE in teams.slack.answer(each, team=name).text
    posted = {call.team_id for call in teams.slack.calls("chat.postMessage") if call.ok}
    assert {teams.slack.team(name).id for name in names} <= posted


def test_a_forged_return_installs_nothing(teams: ManyTeams) -> None:
    """The state must be the one that the same browser was sent away with."""
    team, before = new_team(teams, "Forged"), teams.tokens()

    page = teams.slack.installs(teams.install_url, team=team, state="forged")

    assert page.status == 400
    assert teams.tokens() == before


def test_a_state_is_good_for_one_return(teams: ManyTeams) -> None:
    """A second one with it is refused."""
    begun = requests.get(teams.install_url, timeout=5)
    state = begun.cookies["slack-app-oauth-state"]
    done = teams.install_url.replace("/slack/install", "/slack/oauth_redirect")
    come_back = {"params": {"state": state, "code": "x"}, "headers": {"Cookie": f"slack-app-oauth-state={state}"}}

    statuses = [requests.get(done, timeout=5, **come_back).status_code for _ in range(2)]

    assert statuses == [401, 401]
    assert state not in begun.text.replace(f"state={state}", "")


def test_a_workspace_that_declines_installs_nothing(teams: ManyTeams) -> None:
    """And its person sees a page, not an error of ours."""
    team, before = new_team(teams, "Declined"), teams.tokens()

    page = teams.slack.installs(teams.install_url, team=team, fake_answer="no")

    assert page.status == 200
    assert teams.tokens() == before


def test_removing_the_app_removes_the_installation(teams: ManyTeams) -> None:
    """With all its tokens, and what others gave stays."""
    kept, removed = new_team(teams, "Kept"), new_team(teams, "Removed")
    for name in (kept, removed):
        teams.slack.installs(teams.install_url, team=name)
    token = teams.slack.team(removed).installation.bot_token
    assert token in teams.tokens()

    teams.slack.uninstalls(team=removed)

    teams.slack.wait_for(lambda: token not in teams.tokens())
    assert teams.slack.team(kept).installation.bot_token in teams.tokens()


def test_a_workspace_that_installs_again_is_answered_again(teams: ManyTeams) -> None:
    """Also when Slack repeats the old news that the app was removed."""
    team = new_team(teams, "Again")
    teams.slack.installs(teams.install_url, team=team)
    news = teams.slack.uninstalls(team=team)
    teams.slack.wait_for(lambda: len(set(teams.tokens())) and all(delivery.acked for delivery in news))
    teams.slack.wait_for(lambda: not any(teams.slack.team(team).id in token for token in teams.tokens()))

    teams.slack.installs(teams.install_url, team=team)
    for delivery in news:
        teams.slack.redeliver(delivery)
    said = teams.slack.user_says("ana", "ana", QUESTION, team=team)

    assert FIGURE in teams.slack.answer(said, team=team).text


def test_a_workspace_that_never_installed_the_app_is_told_so_by_nobody(teams: ManyTeams) -> None:
    """Its requests are acknowledged, and nothing is answered."""
    team = new_team(teams, "Stranger")
    before = len(teams.slack.calls("chat.postMessage"))
    teams.slack.installs(teams.install_url, team=team)
    teams.slack.uninstalls(team=team)
    teams.slack.wait_for(lambda: not any(teams.slack.team(team).id in token for token in teams.tokens()))

    teams.slack.run(lambda: setattr(teams.slack.team(team).installation, "refused_with", None))
    said = teams.slack.user_says("ana", "ana", QUESTION, team=team)

    assert all(delivery.wait().acked for delivery in said.deliveries)
    time.sleep(0.5)
    assert len(teams.slack.calls("chat.postMessage")) == before


def test_the_cookie_of_an_installation_is_for_https_and_not_for_scripts(teams: ManyTeams) -> None:
    """It lasts as long as the state that it proves."""
    cookie = requests.get(teams.install_url, timeout=5).headers["Set-Cookie"]

    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "Max-Age=600" in cookie
    assert "Path=/" in cookie


def test_bolts_answer_is_sent_with_status_headers_and_cookies() -> None:
    """Several cookies, too."""
    answer = BoltResponse(
        status=302, body="on", headers={"Location": "/x", "Set-Cookie": ["a=1; Path=/p; Max-Age=5", "b=2"]}
    )

    sent = to_sanic_response(answer)

    assert (sent.status, sent.body, sent.headers["Location"]) == (302, b"on", "/x")
    assert [str(value) for value in sent.headers.getall("Set-Cookie")] == [
        "a=1; HttpOnly; Max-Age=5; Path=/p; Secure", "b=2; HttpOnly; Path=/; Secure",
    ]  # fmt: skip
