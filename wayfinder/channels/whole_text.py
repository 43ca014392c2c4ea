"""Text from outside as it can be understood and stored."""


def whole_text(text: str) -> str:
    """Return `text` of whole characters: half of a surrogate pair, which neither the encoder nor a database takes, is replaced.

    >>> whole_text("a\\ud800b") == "a\\ufffdb"
    True
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
