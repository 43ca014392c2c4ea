"""Slack's own framework and client, Bolt and slack-sdk, take the fake for Slack over both transports and OAuth."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from scripts.servers import free_port
from tests.slack.fake import App, FakeSlack


class Loop:
    """An event loop in a thread of its own, as an app's process would have."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, awaited: Coroutine[Any, Any, Any]) -> Any:
        """Run something to its end."""
        return asyncio.run_coroutine_threadsafe(awaited, self.loop).result(20)

    def stop(self) -> None:
        """End the loop."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@pytest.fixture
def loop() -> Iterator[Loop]:
    """A loop for the app."""
    running = Loop()
    yield running
    running.stop()


def answering(app: AsyncApp) -> AsyncApp:
    """Return the app, which answers mentions, clicks, commands and the opening of its home."""

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: Any) -> None:
        button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "there"}
        await say(text="pong", thread_ts=event["ts"], blocks=[{"type": "actions", "elements": [button]}])

    @app.event("message")
    async def said(event: dict[str, Any]) -> None:
        """Take notice."""

    @app.action("go")
    async def clicked(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="gone", replace_original=True)

    @app.command("/wayfinder")
    async def asked(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"answer to {command['text']}")

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    return app


async def serve(app: AsyncApp, port: int = 0) -> web.AppRunner:
    """Serve an app's events and installation, on a free port unless one is given."""

    async def handle(request: web.Request) -> web.Response:
        asked = await to_bolt_request(request)
        flow = app.oauth_flow
        if flow and request.path == "/slack/install":
            return await to_aiohttp_response(await flow.handle_installation(asked))
        if flow and request.path == "/slack/oauth_redirect":
            return await to_aiohttp_response(await flow.handle_callback(asked))
        return await to_aiohttp_response(await app.async_dispatch(asked))

    site = web.Application()
    site.router.add_route("*", "/slack/{what}", handle)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


def address(runner: web.AppRunner) -> str:
    """Return where it serves."""
    return f"http://127.0.0.1:{runner.addresses[0][1]}/slack"


def settle(slack: FakeSlack) -> None:
    """Wait until nothing is under way to the app, so that it can stop."""
    slack.wait_for(lambda: all(delivery.settled.done() for delivery in slack.deliveries.all))


def converse(slack: FakeSlack) -> None:
    """Play what people do with the app, and see that all of it arrives."""
    said = slack.user_says("careers", "ana", "@wayfinder ping")
    answer = slack.answer(said)
    assert answer.text == "pong"
    slack.clicks("ben", answer, "Go")
    slack.wait_for(lambda: answer.text == "gone")
    slack.runs_command("ana", "careers", "what is MLOps?")
    slack.wait_for(lambda: any(m.text == "answer to what is MLOps?" for m in slack.messages("careers")))
    slack.opens_home("ana")
    slack.wait_for(lambda: slack.team().homes)
    settle(slack)
    assert all(delivery.acked for delivery in slack.deliveries.all)


def test_bolt_over_http(loop: Loop) -> None:
    """With a client that honours Retry-After."""
    with FakeSlack(retry_after=()) as slack:
        retry = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=retry)
        runner = loop.do(serve(answering(AsyncApp(signing_secret=slack.app.signing_secret, client=client))))
        slack.point_at(address(runner) + "/events")
        slack.faults.rate_limit("chat.postMessage")
        converse(slack)
        loop.do(runner.cleanup())

    assert [call.status for call in slack.calls("chat.postMessage")] == [429, 200]


def test_bolt_over_socket_mode(loop: Loop) -> None:
    """Also after Slack has asked it to reconnect."""
    with FakeSlack(App(socket_mode=True), retry_after=(0.5, 1.0)) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)

        async def connect() -> AsyncSocketModeHandler:
            opener = AsyncWebClient(slack.app.app_token, base_url=slack.api_url)
            handler = AsyncSocketModeHandler(
                answering(AsyncApp(signing_secret="unused", client=client)), slack.app.app_token, web_client=opener
            )
            await handler.connect_async()
            return handler

        handler = loop.do(connect())
        slack.wait_for_connection()
        converse(slack)
        slack.sockets_reconnect()
        slack.wait_for_connection()
        assert slack.answer(slack.user_says("careers", "ana", "@wayfinder ping")).text == "pong"
        settle(slack)
        loop.do(handler.close_async())


def test_bolt_is_installed_with_oauth(loop: Loop, tmp_path: Path) -> None:
    """Into two teams, each of which is answered with its own token; a forged state is refused."""
    port = free_port()
    app = App(redirect_urls=(f"http://127.0.0.1:{port}/slack/oauth_redirect",))
    with FakeSlack(app, installed=False, retry_after=()) as slack:
        other = slack.add_team("Other")
        slack.add_user("cleo", team="Other")
        slack.add_channel("careers", team="Other")
        client = AsyncWebClient(base_url=slack.api_url)
        settings = AsyncOAuthSettings(
            client_id=app.client_id,
            client_secret=app.client_secret,
            scopes=sorted(app.scopes),
            authorization_url=slack.authorize_url,
            redirect_uri=app.redirect_urls[0],
            installation_store=FileInstallationStore(base_dir=str(tmp_path)),
            state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path)),
        )
        bolt = AsyncApp(signing_secret=app.signing_secret, oauth_settings=settings, client=client)
        runner = loop.do(serve(answering(bolt), port))
        install = address(runner) + "/install"

        assert slack.installs(install, state="forged").status == 400
        assert slack.installs(install, fake_answer="no").status == 200
        assert [slack.installs(install, team=name).status for name in ("Acme", "Other")] == [200, 200]
        slack.joins("careers", "wayfinder")
        slack.joins("careers", "wayfinder", team="Other")
        slack.point_at(address(runner) + "/events")
        said = slack.user_says("careers", "cleo", "@wayfinder ping", team="Other")
        assert slack.answer(said, team="Other").text == "pong"
        settle(slack)
        loop.do(runner.cleanup())

    assert {call.team_id for call in slack.calls("chat.postMessage")} == {other.id}
