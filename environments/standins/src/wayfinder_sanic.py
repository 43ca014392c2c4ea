"""Let Rasa 3.6.21, which was written for Sanic 21.12, start on the Sanic that is installed here.

Since 22.9 `Sanic.run` serves from further processes that import the app anew, and finds none there: Rasa and
rasa-sdk make theirs inside a function. They know nothing of `single_process`, so it is asked for here. It can't
wait for the patches that our stores apply: Rasa makes those once it serves, and none in an action server.
`sanic.response.stream`, by which `rasa shell` gets its replies, was another name of `ResponseStream` in the end, and is gone.
The lines that this stands on, and the beginning of the SHA-256 of their source, which a test compares:
"""

import functools
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

RELIES_ON = (
    "rasa.core.run:serve_application",  # https://github.com/RasaHQ/rasa/blob/3.6.21/rasa/core/run.py#L268-L274
    "rasa_sdk.endpoint:run",  # https://github.com/RasaHQ/rasa-sdk/blob/3.6.2/rasa_sdk/endpoint.py#L168
    "rasa.core.channels.rest:RestInput.blueprint",  # https://github.com/RasaHQ/rasa/blob/3.6.21/rasa/core/channels/rest.py#L152-L157
    "sanic.mixins.startup:StartupMixin.run",
    "sanic.response.types:ResponseStream",
)
DIGEST = "f31666bb8b3653e6"


def install() -> None:
    """Replace in Sanic what Rasa needs, when it is imported: importing it now would cost every start of Python."""
    if not any(isinstance(finder, _SanicFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _SanicFinder())


def in_this_process(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return `Sanic.run` with `single_process` as its default, where it has that argument.

    Raises:
        RuntimeError: when what is returned is called for several workers.
    """
    import inspect  # only now: it takes as long as all else at the start of Python

    if "single_process" not in inspect.signature(run).parameters:
        return run

    @functools.wraps(run)
    def run_in_this_process(app: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("workers", 1) != 1:
            raise RuntimeError(
                f"SANIC_WORKERS asks for {kwargs['workers']} processes, and here a server is one. "
                "Cure: unset it, and start a server for each (docs/operating.md)."
            )
        return run(app, *args, **{"single_process": True, **kwargs})

    return run_in_this_process


def _serve_in_this_process(startup: ModuleType) -> None:
    startup.StartupMixin.run = in_this_process(startup.StartupMixin.run)


def _give_stream_back(response: ModuleType) -> None:
    if not hasattr(response, "stream"):
        response.stream = response.ResponseStream  # type: ignore[attr-defined]


REPLACED = {"sanic.mixins.startup": _serve_in_this_process, "sanic.response": _give_stream_back}


class _SanicFinder(importlib.abc.MetaPathFinder):
    """Find the modules of Sanic in which something is replaced, and do so when they have been loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in REPLACED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_and_replace(module: ModuleType) -> None:
                load(module)
                REPLACED[name](module)

            spec.loader.exec_module = load_and_replace  # type: ignore[method-assign]
        return spec
