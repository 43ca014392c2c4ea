"""The peers of this bot: two on Rasa as its makers publish it, and the floor."""

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from lab.bench.bots import Bot, Wayfinder, python_of, run_rasa, sql_store
from scripts import servers
from scripts.servers import LOOPBACK, ROOT, Server
from scripts.setup import ENVIRONMENTS
from scripts.train import ensure_model

STOCK = ENVIRONMENTS["stock"].folder
LIGHT_BOT = Path(__file__).parent / "light_bot"
# Trained peers are kept here between runs.
PEERS = ROOT / "var" / "bench"


class StockBot(Bot):
    """A bot on Rasa as its makers publish it."""

    environment = STOCK
    most_turns = 500  # each costs more than the one before: it would be a quarter of an hour to 1,000

    def serving_packages(self) -> set[str]:
        return {"rasa"}


class InitBot(StockBot):
    """What `rasa init` makes (DIET and TED, no actions, conversations in memory alone), on stock Rasa."""

    name = "rasa_init"
    has_database = False
    canary = ("hello", "Hey! How are you?")
    messages = ("hello", "so sad", "are you a bot?", "bye bye", "am I talking to a human?")
    story = (
        "are you a bot or am I talking to a human?",
        "I ask because you sound so friendly, and I would like to know whether you are a human.",
        "Yesterday somebody told me that bots answer at night and humans during the day.",
        "So tell me please, are you a bot?",
        "It makes no difference to me at all, but my sister wants to know it too.",
    )

    def model(self) -> Path:
        return _kept(self, PEERS / "init")

    def train(self, folder: Path) -> None:
        project = PEERS / "init-project"
        if not (project / "config.yml").is_file():
            project.mkdir(parents=True, exist_ok=True)
            # It trains at once, too; that training isn't measured, for it also writes the project.
            run_rasa(python_of(STOCK), ["init", "--no-prompt", "--init-dir", str(project), "--quiet"], project)
        run_rasa(python_of(STOCK), ["train", "--quiet", "--out", str(folder)], project)

    def describe(self, folder: Path, database: str | None) -> tuple[str, tuple[Server, ...]]:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "credentials.yml").write_text("rest:\n")
        (folder / "endpoints.yml").write_text("{}\n" if database is None else yaml.safe_dump(sql_store(database)))
        rasa = _stock_server(folder, self.model(), folder)
        return rasa.health_url + "webhooks/rest/webhook", (rasa,)


class LightBot(StockBot):
    """A stock bot of about our size without TensorFlow's models, with actions, on stock Rasa."""

    name = "light"
    canary = ("what does the coffee bar cost", "coffee bar")
    messages = (
        "how do I become a member",
        "how many books can I borrow",
        "for how many weeks do I get it",
        "how much is the late fee",
        "is there a book club",
    )
    story = (
        "How do I become a member of the library?",
        "I moved here in spring and have been reading a lot since then.",
        "My neighbour lends me her novels, but she has none that I don't know by now.",
        "The children like to have stories read to them in the evening.",
        "It would be good to have a place to go to on rainy afternoons.",
    )

    def model(self) -> Path:
        changed = max(path.stat().st_mtime for path in LIGHT_BOT.rglob("*.yml"))
        return _kept(self, PEERS / "light", changed)

    def train(self, folder: Path) -> None:
        run_rasa(python_of(STOCK), ["train", "--quiet", "--out", str(folder)], LIGHT_BOT)

    def describe(self, folder: Path, database: str | None) -> tuple[str, tuple[Server, ...]]:
        folder.mkdir(parents=True, exist_ok=True)
        port = servers.free_port()
        endpoints = {
            "action_endpoint": {"url": f"http://{LOOPBACK}:{port}/webhook"},
            **sql_store(database or f"sqlite:///{folder / 'conversations.db'}"),
        }
        (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
        actions = servers.action_server(port, folder / "actions.log", cwd=LIGHT_BOT, python=python_of(STOCK))
        rasa = _stock_server(folder, self.model(), LIGHT_BOT)
        return rasa.health_url + "webhooks/rest/webhook", (actions, rasa)


@dataclass(frozen=True)
class Floor(Bot):
    """The bare handler that only runs the encoder; see lab/bench/floor.py."""

    environment: Path
    is_trained = False
    has_database = False
    name = "floor"
    canary = ("hello", "largest")
    messages = Wayfinder.messages
    story = Wayfinder.story

    def serving_packages(self) -> set[str]:
        return {"sanic", "onnxruntime", "tokenizers"}

    def model(self) -> Path:
        return ensure_model()

    def train(self, folder: Path) -> None:
        raise NotImplementedError("the floor serves the encoder of our model")

    def describe(self, folder: Path, database: str | None) -> tuple[str, tuple[Server, ...]]:
        port = servers.free_port()
        command = [str(python_of(self.environment)), "-m", "lab.bench.floor", str(self.model()), str(port)]
        server = Server("floor", command, folder / "floor.log", f"http://{LOOPBACK}:{port}/")
        return server.health_url + "webhooks/rest/webhook", (server,)


def _kept(bot: Bot, folder: Path, changed: float = 0.0) -> Path:
    """Return the model in `folder`, trained now if there is none from after the time `changed`."""
    if not any(path.stat().st_mtime > changed for path in folder.glob("*.tar.gz")):
        print(f"  training {bot.name} …", file=sys.stderr, flush=True)
        bot.train(folder)
    return max(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)


def _stock_server(folder: Path, model: Path, project: Path) -> Server:
    rasa = servers.rasa_server(
        LOOPBACK, servers.free_port(), folder / "endpoints.yml", model, folder / "rasa.log", python=python_of(STOCK)
    )
    rasa.cwd = project
    return rasa
