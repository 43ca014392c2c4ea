"""A visitor in a browser: what they see of the chat, and what they do with it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from scripts.servers import ROOT

SCREENSHOTS = ROOT / "var" / "screenshots"


@dataclass
class Visitor:
    """One tab. `errors` is what its console complained about."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.page.locator("wayfinder-chat .launcher")

    @property
    def dialog(self) -> Locator:
        """The open chat."""
        return self.page.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where the visitor writes."""
        return self.page.locator("wayfinder-composer textarea")

    @property
    def questions(self) -> Locator:
        """The visitor's own messages."""
        return self.log.locator("wayfinder-message.user .text")

    @property
    def answers(self) -> Locator:
        """The bot's messages."""
        return self.log.locator("wayfinder-message.bot .text")

    @property
    def banner(self) -> Locator:
        """What the chat says is wrong."""
        return self.page.locator("wayfinder-panel .banner")

    def goes_to(self, address: str) -> "Visitor":
        """Load a page and wait for the chat's button."""
        self.page.goto(address)
        self.launcher.wait_for(state="attached")
        return self

    def opens(self) -> "Visitor":
        """Open the chat by its button."""
        self.launcher.click()
        self.dialog.wait_for()
        return self

    def writes(self, text: str) -> None:
        """Type a question and send it."""
        self.field.fill(text)
        self.field.press("Enter")

    def asks(self, text: str) -> str:
        """Type a question, wait for its answer and return that."""
        before = self.answers.count()
        self.writes(text)
        return self.answer(before)

    def answer(self, number: int = 0) -> str:
        """Wait for the bot's message with this number and return its text."""
        answer = self.answers.nth(number)
        answer.wait_for()
        return answer.inner_text()

    def store(self, key: str) -> str | None:
        """Return what the browser keeps under a key of the widget's."""
        script = "key => Object.entries(localStorage).find(([name]) => name.endsWith(key))?.[1] ?? null"
        kept: str | None = self.page.evaluate(script, key)
        return kept

    def violations(self) -> list[str]:
        """Return what axe finds wrong with the page as it is, each with where."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {v['help']}: {[node['html'][:120] for node in v['nodes']]}" for v in found]

    def screenshot(self, name: str, whole: bool = False) -> Path:
        """Save what the visitor sees."""
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=whole, animations="disabled")
        return path
