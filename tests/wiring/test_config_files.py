"""Configuration: no misspelt key, no secret, no variable that stops the bot, no telemetry."""

import ast
import re

import pytest
import rasa.core.actions.action
import rasa.engine.recipes.default_components  # registers Rasa's own components
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.utils.common import class_from_module_path

from scripts.servers import QUIET
from tests.support import ROOT, domain
from wayfinder.patches import apply_patches
from wayfinder.patches.remote_actions import ACTION_SECONDS

CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
COMPONENTS = [*CONFIG["pipeline"], *CONFIG["policies"]]
SCRIPTS = sorted(path for folder in ("scripts", "lab") for path in (ROOT / folder).rglob("*.py"))
SECRET_KEYS = re.compile(r"token|secret|password|api_?key|signing|username|credential", re.IGNORECASE)


def read(name):
    """Return a file of the project's top level as text."""
    return (ROOT / name).read_text(encoding="utf-8")


def keys_of(node):
    """Yield every key at any depth."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield str(key)
        yield from keys_of(value)


@pytest.mark.parametrize("component", COMPONENTS, ids=[f"{i} {c['name']}" for i, c in enumerate(COMPONENTS)])
def test_a_component_knows_every_key_that_config_gives_it(component):
    """Rasa ignores a misspelt key without a word."""
    name = component["name"]
    kind = class_from_module_path(name) if "." in name else DefaultV1Recipe._from_registry(name).clazz

    assert sorted(set(component) - {"name"} - set(kind.get_default_config())) == []


def test_config_has_only_the_keys_that_rasa_reads():
    """Recipe, language, pipeline and policies, and the name of the assistant."""
    assert sorted(CONFIG) == ["assistant_id", "language", "pipeline", "policies", "recipe"]


@pytest.mark.parametrize("name", ["endpoints.yml", "credentials.yml", "config.yml", "domain.yml"])
def test_no_file_needs_a_variable_of_the_environment(name):
    """An unset one stops the whole bot."""
    assert "${" not in read(name)


@pytest.mark.parametrize("name", ["endpoints.yml", "credentials.yml"])
def test_no_file_holds_a_secret(name):
    """Channels read secrets from the environment."""
    assert [key for key in keys_of(yaml.safe_load(read(name))) if SECRET_KEYS.search(key)] == []


def test_the_embedded_defaults_need_no_other_server():
    """No action server, and no address of a database, which would stand before the setting."""
    endpoints = yaml.safe_load(read("endpoints.yml"))

    assert sorted(endpoints) == ["lock_store", "nlg", "tracker_store"]
    assert [list(endpoint) for endpoint in endpoints.values()] == [["type"]] * 3


def test_what_credentials_and_endpoints_name_can_be_imported():
    """A misspelt class would stop the server."""
    channels = [class_from_module_path(name) for name in yaml.safe_load(read("credentials.yml")) if "." in name]
    endpoints = yaml.safe_load(read("endpoints.yml"))
    named = [class_from_module_path(e["type"]) for e in endpoints.values() if "." in str(e.get("type", ""))]

    assert {kind.__module__.split(".")[0] for kind in channels + named} == {"wayfinder"}


def test_yesterdays_conversation_is_not_carried_into_todays():
    """A session ends, and its slots with it."""
    assert domain()["session_config"] == {"session_expiration_time": 60, "carry_over_slots_to_new_session": False}


def test_telemetry_is_switched_off_in_what_every_server_is_started_with():
    """Rasa's default is on."""
    assert QUIET["RASA_TELEMETRY_ENABLED"] == "false"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_whatever_starts_rasa_starts_it_quietly(path):
    """A script that starts a process with Rasa in it hands on the environment that switches telemetry off."""
    text = path.read_text(encoding="utf-8")
    starts = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("subprocess.run", "subprocess.Popen", "pexpect.spawn")
    ]
    starts_rasa = starts and path.name != "setup.py" and re.search(r"""["'/]rasa["'/]|rasa_sdk""", text)
    given = [keyword.arg for start in starts for keyword in start.keywords] if starts_rasa else []

    assert given.count("env") == (len(starts) if starts_rasa else 0)
    assert "QUIET" in text or not (starts_rasa and starts)


def test_the_most_that_an_action_may_take_is_less_than_the_shell_waits():
    """`rasa shell` gives a turn up after ten seconds."""
    apply_patches()

    assert ACTION_SECONDS == 8
    assert rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT == 8
