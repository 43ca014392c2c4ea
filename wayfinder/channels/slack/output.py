"""Where the bot's messages go: in a turn to whoever runs it, and outside of turns to the conversation's thread.

Rasa keeps the output channel of a turn for the reminders that the turn sets. They come when
the turn is long over, and find their way by the conversation's id.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.channels.channel import OutputChannel

CHANNEL = "slack"

Message = dict[str, Any]  # as Rasa gives it: text, buttons, custom with the answer object


class SlackOutput(OutputChannel):
    """Gives messages to `send` together with the id of their conversation, unless a turn collects them."""

    def __init__(self, send: Callable[[str, Message], Awaitable[None]]) -> None:
        self._send = send
        self._collected: list[Message] | None = None

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel, as stored conversations have it."""
        return CHANNEL

    @contextmanager
    def collecting(self) -> Iterator[list[Message]]:
        """Give a list that all messages are put into until the context ends."""
        collected: list[Message] = []
        self._collected = collected
        try:
            yield collected
        finally:
            self._collected = None

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Collect or send one message; all parts of it together, as Rasa's other methods don't."""
        if self._collected is not None:
            self._collected.append(dict(message))
        else:
            await self._send(recipient_id, dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Collect or send a text."""
        await self.send_response(recipient_id, {"text": text})
