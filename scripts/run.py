"""Run the bot: train if needed, start Rasa, ask a canary question, watch it.

`make run` calls this. HOST and PORT in the environment say where Rasa listens.
"""

import os
import sys
import time
from pathlib import Path

import requests

from actions.errors import FactsInvalid, SettingInvalid
from actions.facts import load_facts, usd
from actions.facts.dates import today
from scripts import servers
from scripts.old_names import refuse_old_names
from scripts.servers import ROOT, BotServers, ServerFailed
from scripts.train import TrainingFailed, ensure_model
from wayfinder.stores.private_files import keep_private

HOST = os.environ.get("HOST", servers.LOOPBACK)
PORT = os.environ.get("PORT", "5005")
CANARY = "How much does a machine learning engineer make?"
DATABASE = os.environ.get("WAYFINDER_DATABASE_URL") or None
LOGS = ROOT / "var" / "log"
WATCH_SECONDS = 1.0
WEB_SECONDS = 15


def main() -> int:
    """Run until Ctrl-C or a server that can't be kept alive; return the exit code."""
    servers.end_on_signals()
    bot: BotServers | None = None
    try:
        port = _port()
        print("Wayfinder", flush=True)
        keep_private(ROOT / "var")
        load_facts()
        refuse_old_names()
        today()
        model = ensure_model()
        prepare_database(DATABASE)
        bot = _start(port, model)
        _greet(bot)
        _watch(bot)
    except KeyboardInterrupt:
        print("\n  stopping …", flush=True)
        return 0
    except (ServerFailed, TrainingFailed, FactsInvalid, SettingInvalid) as failure:
        print(f"\nrun: {failure}", file=sys.stderr)
        return 1
    except OSError as failure:
        print(f"\nrun: {failure}. Cure: free some disk space, and see that this folder is writable.", file=sys.stderr)
        return 1
    finally:
        if bot is not None:
            bot.stop()
    return 0


def _port() -> int:
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        raise ServerFailed(f"PORT is {PORT!r}, which is no port. Cure: a number from 1 to 65535.")
    if not servers.port_is_free(HOST, int(PORT)):
        raise ServerFailed(
            f"port {PORT} on {HOST} is taken, or {HOST} is not an address of this machine. "
            f"Cure: end what uses it, or choose another: make run PORT={int(PORT) % 65535 + 1}"
        )
    return int(PORT)


def prepare_database(address: str | None) -> None:
    """Bring a PostgreSQL database up to date, which may take longer than a server has for its start.

    One that can't be reached is left to the server, which starts without it and says so.

    Raises:
        ServerFailed: it is no database that we can use.
    """
    if address is None or address.startswith("sqlite"):  # nothing there takes long
        return
    # Only now: SQLAlchemy takes a while to import.
    from wayfinder.stores.database import Database, database_url
    from wayfinder.stores.database_errors import DatabaseFault, DatabaseUnavailable
    from wayfinder.stores.tables import migrate

    print("  seeing that the database is up to date …", flush=True)
    try:
        Database(database_url(address), prepare=migrate).prepare()
    except DatabaseUnavailable:
        return
    except DatabaseFault as failure:
        raise ServerFailed(str(failure)) from failure


def _start(port: int, model: Path) -> BotServers:
    bot = servers.bot_servers(ROOT / "var", model, host=HOST, port=port, database=DATABASE)
    print("  starting Rasa …", flush=True)
    try:
        bot.start()
        _ask_canary(bot)
    except BaseException:
        bot.stop()
        raise
    return bot


def _ask_canary(bot: BotServers) -> None:
    """Ask over the web channel, which is there whatever the address, and leave nothing behind."""
    pay = load_facts().salaries_of("machine_learning_engineer")[0]
    try:
        made = requests.post(f"{bot.web}/sessions", json={}, timeout=WEB_SECONDS)
        made.raise_for_status()
        session = made.json()["session"]
        servers.wait_for_answer(f"{bot.web}/messages", CANARY, usd(pay.salary_usd_per_year), sender=session)
        requests.post(f"{bot.web}/delete", json={"session": session}, timeout=WEB_SECONDS)
    except requests.RequestException as failure:
        raise ServerFailed(f"the web channel didn't answer: {failure}. {bot.rasa.last_words()}") from failure


def _greet(bot: BotServers) -> None:
    print(
        f"""
Ready: a test question got its right answer. Ask one yourself, on the page

  {bot.web}/

or in another terminal, with  make shell  or with these two lines:

  session=$(curl -s {bot.web}/sessions -d '{{}}' | cut -d '"' -f 4)
  curl -s {bot.web}/messages -d '{{"sender": "'$session'", "message": "How much do data scientists make?"}}'

Conversations are kept in {_where_kept()}, logs in {LOGS.relative_to(ROOT)}/. Ctrl-C ends it.""",
        flush=True,
    )


def _where_kept() -> str:
    """Return in words where conversations are: a URL may hold a password, which isn't for the screen."""
    return "the database that WAYFINDER_DATABASE_URL names" if DATABASE else "var/conversations.db"


def _watch(bot: BotServers) -> None:
    """Restart a server that dies, once in all; raise ServerFailed at the second death."""
    restarted = False
    while True:
        time.sleep(WATCH_SECONDS)
        dead = next((server for server in bot.all if not server.is_running()), None)
        if dead is None:
            continue
        if restarted:
            raise ServerFailed(f"the {dead.name} died again. {dead.last_words()}")
        print(f"  the {dead.name} died; starting it again (log: {dead.log.relative_to(ROOT)}) …", flush=True)
        restarted = True
        dead.start()
        dead.wait_until_healthy()
        _ask_canary(bot)
        print(f"  the {dead.name} is back.", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
