"""Run the actions of actions/ in this process, as the action server would run them.

They get and give JSON here too, so that an action can't tell the difference, nor change what the
conversation holds by changing what it was given.
"""

import asyncio
import json
import logging
import threading
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.answering.failures import trace_of
from wayfinder.stores.threads import DaemonThreads

logger = logging.getLogger(__name__)

# An action that never returns keeps its thread. So many may do that before the others have to wait.
MOST_AT_ONCE = 32


class ActionsHere(EndpointConfig):
    """Stands in for the endpoint of an action server; each call runs in a thread, and is given up after its time."""

    def __init__(self) -> None:
        super().__init__("this process")
        logging.getLogger("rasa_sdk.executor").setLevel(logging.WARNING)  # it names each action that it finds
        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self._threads = DaemonThreads("action", MOST_AT_ONCE)
        self._of_thread = threading.local()

    async def request(self, *args: Any, json: Any = None, timeout: float = 0, **kwargs: Any) -> Any:
        """Run the action that the call `json` names and return its reply.

        Raises:
            ClientResponseError: it raised, with the status with which an action server would say so.
            asyncio.TimeoutError: it took longer than `timeout` seconds.
        """
        return await self._threads.run(lambda: self._reply(json), timeout)

    def _reply(self, call: Any) -> Any:
        loop = getattr(self._of_thread, "loop", None) or asyncio.new_event_loop()
        self._of_thread.loop = loop
        try:
            return json.loads(json.dumps(loop.run_until_complete(self._executor.run(json.loads(json.dumps(call))))))
        except ActionExecutionRejection as rejected:
            said = json.dumps({"action_name": rejected.action_name, "error": rejected.message})
            raise ClientResponseError(400, "rejected", said) from None
        except ActionNotFoundException as missing:
            raise ClientResponseError(404, "no such action", missing.message) from None
        except Exception as failure:  # whatever an action raises; its text may quote the person
            raise ClientResponseError(500, trace_of(failure), "") from None
