"""The examples of docs/web.md work as they stand there."""

import re
import subprocess

import requests

from tests.channels.conftest import IDENTITY_SECRET
from tests.support import ROOT

PAGE = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """Return the page's one example in a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return block


def test_the_lines_for_the_shell_get_an_answer(url: str) -> None:
    """At this bot's address."""
    lines = example("sh").replace("http://127.0.0.1:5005/webhooks/web", url)
    reply = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, timeout=30).stdout

    assert "$102,069" in reply


def test_the_lines_for_a_sites_server_make_an_identity_that_is_accepted(url: str) -> None:
    """With the secret that both know."""
    names = {"WAYFINDER_IDENTITY_SECRET": IDENTITY_SECRET}
    exec(example("python"), names)
    made = requests.post(f"{url}/sessions", json={"identity": names["identity"]}, timeout=30)

    assert made.status_code == 201


def test_every_request_of_the_description_is_on_the_page() -> None:
    """In the table, by its name."""
    described = requests_described()

    assert [name for name in described if f"| `{name}` |" not in PAGE] == []


def requests_described() -> list[str]:
    """Return the requests of openapi.yml as the page writes them; the description itself aside."""
    text = (ROOT / "wayfinder" / "channels" / "web" / "openapi.yml").read_text(encoding="utf-8")
    found = re.findall(r"^  /([a-z.]+):\n    (get|post):", text, re.MULTILINE)
    return [f"{method.upper()} {path}" for path, method in found if path != "openapi.json"]
