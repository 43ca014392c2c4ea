"""Slack's limits on the size of messages, and how ours are made to fit: split where a reader would pause.

https://docs.slack.dev/reference/block-kit has the limits of blocks, chat.postMessage those of messages.
"""

from dataclasses import dataclass
from typing import Any

SECTION = 3000  # characters of a section's or a context element's text
BLOCKS = 50  # in a message
BLOCK_TEXT = 12_000  # characters in all blocks of a message; Slack refuses somewhere above 13,000
FALLBACK = 4000  # characters of a message's own text, which notifications and screen readers use
ELEMENTS = 25  # buttons or selects in an actions block
OPTIONS = 100  # in a select
LABEL = 75  # characters on a button or option
BUTTON_VALUE = 2000
OPTION_VALUE = 150
TABLE_ROWS = 100
TABLE_CHARACTERS = 10_000
ELLIPSIS = "…"

Block = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A block, and what it says in words for whoever doesn't see blocks."""

    block: Block
    text: str = ""


@dataclass(frozen=True)
class Post:
    """One message to Slack: its blocks, and its text for notifications and screen readers."""

    text: str
    blocks: list[Block]


def split_text(escaped: str, most: int = SECTION) -> list[str]:
    """Return the parts of a text of which none is longer than `most`: lines if possible, else sentences, else words.

    >>> split_text("One two. Three four.", 12)
    ['One two.', 'Three four.']
    """
    parts = []
    rest = escaped.strip()
    while len(rest) > most:
        at = _pause_before(rest, most)
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts


def _pause_before(text: str, most: int) -> int:
    """Return where to cut: after the last pause within `most` characters, and never within an entity like &amp;."""
    for pause in ("\n", ". ", " "):
        at = text.rfind(pause, 0, most)
        if at > 0:
            return at + len(pause.rstrip(" "))
    entity = text.rfind("&", most - 5, most)
    return entity if entity > 0 and ";" not in text[entity:most] else most


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters; what was left out is shown by an ellipsis.

    >>> cut("machine learning", 8)
    'machine…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def pack(pieces: list[Piece]) -> list[Post]:
    """Return the pieces as few posts: one, unless that would have too many blocks, too much text or two tables.

    A post that goes on without words of its own has those of the one before.
    """
    posts: list[list[Piece]] = [[]]
    for piece in pieces:
        if posts[-1] and not _fits(posts[-1], piece):
            posts.append([])
        posts[-1].append(piece)
    packed: list[Post] = []
    for held in filter(None, posts):
        words = "\n".join(piece.text for piece in held if piece.text) or (packed[-1].text if packed else ELLIPSIS)
        packed.append(_post(words, held))
    return packed


def _fits(held: list[Piece], piece: Piece) -> bool:
    tables = sum(other.block["type"] == "table" for other in [*held, piece])
    characters = sum(_characters(other.block) for other in [*held, piece])
    return len(held) < BLOCKS and tables <= 1 and characters <= BLOCK_TEXT


def _characters(value: Any) -> int:
    """Return how many characters of text a block holds, at any depth."""
    if isinstance(value, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else _characters(v) for k, v in value.items())
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def _post(words: str, pieces: list[Piece]) -> Post:
    told = split_text(words, FALLBACK - 1)
    return Post(told[0] + (ELLIPSIS if len(told) > 1 else ""), [piece.block for piece in pieces])
