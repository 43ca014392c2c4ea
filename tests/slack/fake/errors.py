"""How the Web API refuses a call."""

from collections.abc import Sequence
from typing import Any

from .schema import Problem


class SlackError(Exception):
    """The Web API refuses a call with `ok: false`; `code` is Slack's name for the reason."""

    def __init__(self, code: str, problems: Sequence[Problem | str] = (), **more: Any) -> None:
        super().__init__(code)
        self.code, self.problems, self.more = code, [str(problem) for problem in problems], more

    def to_json(self) -> dict[str, Any]:
        """Return the answer as Slack words it."""
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.more}
        if self.problems:
            answer["errors"] = self.problems
            answer["response_metadata"] = {"messages": [f"[ERROR] {problem}" for problem in self.problems]}
        return answer
