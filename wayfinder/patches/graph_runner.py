"""Run the trained graph node by node, in an order that is worked out once."""

import functools
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class SequentialGraphRunner(DaskGraphRunner):
    """Rasa's graph runner without dask, which only ever ran the nodes one after the other too."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return the outputs of `targets`, given the `inputs` that stand for nodes.

        Raises:
            GraphRunError: a node raised a RuntimeError, or an input has the name of a node.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs: dict[str, Any] = {}
        self._add_inputs_to_graph(inputs, outputs)
        try:
            for name, needs in self._steps(wanted):
                outputs[name] = self._instantiated_nodes[name](*(outputs.get(need, need) for need in needs))
        except RuntimeError as failure:
            raise GraphRunError("Error running runner.") from failure
        return dict(outputs[target] for target in wanted)

    @functools.cached_property
    def _planned(self) -> dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]:
        return {}

    def _steps(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        """Return the nodes that `targets` need, each with what it needs itself, in the order in which they can run."""
        steps = self._planned.get(targets)
        if steps is None:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            order = TopologicalSorter({name: node.needs.values() for name, node in nodes.items()}).static_order()
            steps = [(name, tuple(nodes[name].needs.values())) for name in order if name in nodes]
            self._planned[targets] = steps
        return steps
