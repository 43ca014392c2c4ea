"""Configuration: no misspelt key, no secret, no variable that stops the bot, no telemetry."""

import ast
import re

import rasa.core.actions.action
import rasa.engine.recipes.default_components  # registers Rasa's own components
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.utils.common import class_from_module_path

from scripts.servers import QUIET
from tests.support import ROOT, domain, files, name_of
from wayfinder.patches import apply_patches
from wayfinder.patches.remote_actions import ACTION_SECONDS

CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
COMPONENTS = [*CONFIG["pipeline"], *CONFIG["policies"]]
# Set-up installs Rasa and doesn't start it.
SCRIPTS = [path for path in files("scripts/**/*.py", "lab/**/*.py") if path.name != "setup.py"]
SECRET_KEYS = re.compile(r"token|secret|password|api_?key|signing|username|credential", re.IGNORECASE)


def read(name):
    """Return a file of the project's top level as text."""
    return (ROOT / name).read_text(encoding="utf-8")


def keys_of(node):
    """Yield every key at any depth."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield str(key)
        yield from keys_of(value)


def defaults_of(component):
    """Return what a component of the pipeline or a policy can be configured with."""
    name = component["name"]
    kind = class_from_module_path(name) if "." in name else DefaultV1Recipe._from_registry(name).clazz
    return kind.get_default_config()


def test_every_component_knows_each_key_that_config_gives_it():
    """Rasa ignores a misspelt key without a word."""
    unknown = {c["name"]: strange for c in COMPONENTS if (strange := set(c) - {"name"} - set(defaults_of(c)))}

    assert unknown == {}


def test_config_has_only_the_keys_that_rasa_reads():
    """Recipe, language, pipeline and policies, and the name of the assistant."""
    assert sorted(CONFIG) == ["assistant_id", "language", "pipeline", "policies", "recipe"]


def test_no_file_needs_a_variable_of_the_environment():
    """An unset one stops the whole bot."""
    names = ("endpoints.yml", "credentials.yml", "config.yml", "domain.yml")

    assert [name for name in names if "${" in read(name)] == []


def test_no_file_holds_a_secret():
    """Channels read secrets from the environment."""
    names = ("endpoints.yml", "credentials.yml")

    keys = [(name, key) for name in names for key in keys_of(yaml.safe_load(read(name)))]

    assert [(name, key) for name, key in keys if SECRET_KEYS.search(key)] == []


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


def starts_of_rasa(text):
    """Return the calls by which a script starts processes, if one of them may have Rasa in it."""
    if not re.search(r"""["'/]rasa["'/]|rasa_sdk""", text):
        return []
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [call for call in calls if ast.unparse(call.func) in ("subprocess.run", "subprocess.Popen", "pexpect.spawn")]


def test_whatever_starts_rasa_starts_it_quietly():
    """A script that starts a process with Rasa in it hands on the environment that switches telemetry off."""
    loud = {}
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        starts = starts_of_rasa(text)
        bare = [start.lineno for start in starts if "env" not in [keyword.arg for keyword in start.keywords]]
        if bare or (starts and "QUIET" not in text):
            loud[name_of(path)] = bare

    assert loud == {}


def test_the_most_that_an_action_may_take_is_less_than_the_shell_waits():
    """`rasa shell` gives a turn up after ten seconds."""
    apply_patches()

    assert ACTION_SECONDS == 8
    assert rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT == 8
