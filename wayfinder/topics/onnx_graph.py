"""ONNX graphs, put together node by node. Used while training only, for serving does without the package onnx."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = np.ndarray[Any, Any]

# LayerNormalization came with opset 17; onnxruntime reads it from 1.12 on.
OPSET = 17
# What onnx 1.12 writes, so that every onnxruntime that knows the opset can read the file.
IR_VERSION = 8


class GraphBuilder:
    """Builds a graph; nodes are appended in the order in which they run, and go by the names of their outputs."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(
        self, name: str, inputs: list[onnx.ValueInfoProto], output: onnx.ValueInfoProto, result: str
    ) -> onnx.ModelProto:
        """Return the finished model, whose `output` is the node `result`."""
        nodes = [*self._nodes, helper.make_node("Identity", [result], [output.name])]
        graph = helper.make_graph(nodes, name, inputs, [output], self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Append a node of one output and return its name."""
        return self.ops(kind, list(inputs), 1, **attributes)[0]

    def ops(self, kind: str, inputs: list[str], outputs: int, **attributes: Any) -> list[str]:
        """Append a node and return the names of its outputs."""
        names = [f"n{len(self._nodes)}_{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names

    def constant(self, values: Array) -> str:
        """Add numbers that don't change and return their name."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def scalar(self, value: float) -> str:
        """Add one float32 that doesn't change and return its name."""
        return self.constant(np.array(value, dtype=np.float32))

    def ints(self, *lists: list[int]) -> list[str]:
        """Add lists of whole numbers that don't change and return their names."""
        return [self.constant(np.array(values)) for values in lists]

    def int8_product(self, values: str, weight: Array) -> str:
        """Append the product of `values` with the transpose of `weight`, in 8-bit whole numbers: a quarter of the memory to read.

        `values` are quantised as they come; all rows that run together share one scale.
        """
        numbers, scales = int8(weight, axis=1)
        # In this form onnxruntime fuses the five operations into one.
        quantized, scale, zero = self.ops("DynamicQuantizeLinear", [values], 3)
        whole = self.op("MatMulInteger", quantized, self.constant(np.ascontiguousarray(numbers.T)), zero)
        scale = self.op("Mul", scale, self.constant(np.ascontiguousarray(scales[:, 0])))
        return self.op("Mul", self.op("Cast", whole, to=TensorProto.FLOAT), scale)


def int8(weight: Array, axis: int) -> tuple[Array, Array]:
    """Return `weight` in whole numbers from -63 to 63, and what to multiply them by along `axis`.

    Half of int8's range, because processors without VNNI add pairs of products in 16 bits,
    which the full range overflows: the model must not depend on the machine. It costs 0.001
    of the cosine of the sentence encoder to its float32 form (0.992 instead of 0.993 in the median).
    """
    scales = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), 1e-12) / 63
    return np.rint(weight / scales).astype(np.int8), scales.astype(np.float32)
