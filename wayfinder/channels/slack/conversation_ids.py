"""Where in Slack a conversation is held, and the id under which it is stored."""

import re
from dataclasses import dataclass

_TIMESTAMP = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Place:
    """A thread of a channel, or what one person alone sees of a channel.

    `thread` is the timestamp of the message that the thread hangs on; or a user's id, for
    slash commands, whose answers nobody else sees. So nothing is carried from a direct
    message into a channel, nor from one thread or person to another.
    """

    team: str
    channel: str
    thread: str

    @classmethod
    def parse(cls, conversation: str) -> "Place":
        """Read the id of a conversation.

        >>> Place.parse("T1:C2:1700000000.000100").thread
        '1700000000.000100'

        Raises:
            ValueError: it isn't the id of a conversation held in Slack.
        """
        parts = conversation.split(":")
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"{conversation!r} is no conversation of Slack; they are team:channel:thread")
        return cls(*parts)

    @property
    def conversation(self) -> str:
        """Return the id of the conversation held here, of characters that any database takes."""
        return f"{self.team}:{self.channel}:{self.thread}"

    @property
    def is_private(self) -> bool:
        """Return whether only one person sees what is said here, in a channel with others."""
        return _TIMESTAMP.fullmatch(self.thread) is None

    @property
    def is_direct(self) -> bool:
        """Return whether it is a direct message between a person and the bot."""
        return self.channel.startswith("D")
