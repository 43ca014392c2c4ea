"""How similar directions are to known ones: the product with each, in 8-bit whole numbers.

The topic model compares every message with every training example. As float32 these are 12 MB, which take
most of a millisecond to read and push the sentence encoder out of the processor's cache.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wayfinder.topics.onnx_session import session_of

Floats = NDArray[np.float32]


class Similarities:
    """Known directions to compare others with; `graph` is an ONNX graph, which `to` makes."""

    def __init__(self, graph: bytes) -> None:
        """Read the graph.

        Raises:
            Exception: whatever onnxruntime says of a damaged one.
        """
        self.graph = graph
        self._session = session_of(graph)

    @classmethod
    def to(cls, known: Floats) -> Similarities:
        """Return what compares with the rows of `known`, which have length 1. Needs the package onnx."""
        # Imported here because serving does without it.
        from onnx import TensorProto
        from onnx.helper import make_tensor_value_info

        from wayfinder.topics.onnx_graph import GraphBuilder

        examples, dimensions = known.shape
        builder = GraphBuilder()
        inputs = [make_tensor_value_info("directions", TensorProto.FLOAT, ["rows", dimensions])]
        output = make_tensor_value_info("similarities", TensorProto.FLOAT, ["rows", examples])
        model = builder.model("similarities", inputs, output, builder.int8_product("directions", known))
        return cls(bytes(model.SerializeToString()))

    def of(self, directions: Floats) -> Floats:
        """Return the similarity, from -1 to 1, of each row of `directions` to each known one; within 0.01 of the exact one."""
        similar: Floats = self._session.run(["similarities"], {"directions": directions})[0]
        return similar
