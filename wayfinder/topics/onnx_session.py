"""Run ONNX graphs while serving."""

import onnxruntime


def session_of(graph: bytes) -> onnxruntime.InferenceSession:
    """Return what runs a serialised graph, in one thread.

    More threads are slower for texts of a message's size, and take processors from other requests.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
