"""What a run is: parameters, topology, task mix. Plain dataclasses, standard library only."""

from .experiment import (
    SECONDS_SPAN,
    START_METHODS,
    TASKS_SPAN,
    WEIGHT_SPAN,
    Change,
    Experiment,
    Load,
    Options,
    TaskShare,
    Value,
)
from .parameter import Parameter, param, parameters
from .topology import (
    APPROACHES,
    CPU_LANES_A_PROCESS,
    LEVELS,
    MOST_LANES,
    MOST_THREADS,
    Approach,
    Topology,
)
from .words import N_, told

__all__ = [
    "APPROACHES",
    "CPU_LANES_A_PROCESS",
    "LEVELS",
    "MOST_LANES",
    "MOST_THREADS",
    "N_",
    "SECONDS_SPAN",
    "START_METHODS",
    "TASKS_SPAN",
    "WEIGHT_SPAN",
    "Approach",
    "Change",
    "Experiment",
    "Load",
    "Options",
    "Parameter",
    "TaskShare",
    "Topology",
    "Value",
    "param",
    "parameters",
    "told",
]
