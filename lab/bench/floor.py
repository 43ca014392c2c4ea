"""The floor: a bare Sanic handler that runs the sentence encoder on the text and answers JSON.

No understanding beyond that, no dialogue, no memory: what any bot on this web server with this
encoder must take at least. `python -m lab.bench.floor MODEL PORT`; MODEL is our trained model.
"""

import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from tokenizers import Tokenizer

LOOPBACK = "127.0.0.1"
ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"
MOST_TOKENS = 256


def read_encoder(model: Path) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """Return the encoder and the tokenizer of a trained model; one thread, as the bot has it."""
    found: dict[str, bytes] = {}
    with tarfile.open(model) as archive:
        for member in archive:
            content = archive.extractfile(member) if Path(member.name).name in (ENCODER, TOKENIZER) else None
            if content is not None:
                found[Path(member.name).name] = content.read()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(found[ENCODER], options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_buffer(found[TOKENIZER])
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()  # its file asks for 128 tokens always
    return session, tokenizer


def make_app(model: Path) -> "Sanic[Any, Any]":
    """Return the server; its reply has the shape of Rasa's REST channel."""
    session, tokenizer = read_encoder(model)
    app = Sanic("floor")

    @app.get("/")
    async def health(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.post("/webhooks/rest/webhook")
    async def answer(request: Request) -> HTTPResponse:
        encoding = tokenizer.encode(request.json["message"])
        ids = np.array([encoding.ids], dtype=np.int64)
        [features] = session.run(["features"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return json([{"recipient_id": request.json["sender"], "text": f"The largest of them is {features.max():.3f}."}])

    return app


if __name__ == "__main__":
    make_app(Path(sys.argv[1])).run(host=LOOPBACK, port=int(sys.argv[2]), access_log=False, debug=False)
