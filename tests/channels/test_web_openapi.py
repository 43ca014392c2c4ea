"""What openapi.yml promises is true: schemathesis makes requests from it, and checks every reply against it."""

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from schemathesis import Case, Config, GenerationMode

from tests.channels.visitor import Visitor, new_id
from wayfinder.channels.web.request_bodies import openapi

# Of what is no good request, some is too large before it is anything else.
REFUSALS = [400, 401, 403, 404, 405, 413]
CONFIG = Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}}})
described = schemathesis.openapi.from_dict(openapi(), config=CONFIG)


@described.parametrize()
@settings(max_examples=40, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_reply_is_as_described(case: Case, url: str) -> None:
    """Good requests are served and bad ones refused, each with a status and a body that the description has."""
    good = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if good and isinstance(case.body, dict) and "session" in case.body:
        case.body["session"] = Visitor.arrives(url).session
    case.call_and_validate(base_url=url, timeout=30)


def test_a_reply_to_a_real_question_is_as_described(visitor: Visitor) -> None:
    """With buttons, an answer object, history and feedback."""
    document = openapi()
    messages = visitor.asks("How much do ML engineers earn?", new_id())
    visitor.post("feedback", answer=messages[0]["custom"]["answer"]["id"], value="down", reason="too old")
    history = visitor.post("history").json()

    for schema, body in (("Answer", messages[0]), ("History", history)):
        Draft202012Validator(document | {"$ref": f"#/components/schemas/{schema}"}).validate(body)


def test_the_parts_of_a_real_answer_are_as_described(visitor: Visitor) -> None:
    """With rows, a restriction that the figures don't have, and nothing that the description leaves out."""
    document = openapi()
    parts = document["components"]["schemas"]["Parts"]["properties"]
    ranked = visitor.asks("Which of these jobs pays the most?", new_id())[0]
    narrowed = visitor.asks("How much do ML engineers make at Google?", new_id())[0]
    for message in (ranked, narrowed):
        Draft202012Validator(document | {"$ref": "#/components/schemas/Answer"}).validate(message)
    ranked_parts = ranked["custom"]["answer"]["parts"]

    assert list(ranked_parts) == list(parts)
    assert sorted(ranked_parts["rows"][0]) == sorted(parts["rows"]["items"]["properties"])
    assert [one["kind"] for one in narrowed["custom"]["answer"]["restrictions"]] == ["company"]


def test_the_description_that_is_served_is_the_file(url: str) -> None:
    """There is one source of it."""
    assert requests.get(f"{url}/openapi.json", timeout=30).json() == openapi()
