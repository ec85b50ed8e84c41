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
from .study import MOST_CANDIDATES, Axis, Candidate, Protocol, Study, grid
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
    "MOST_CANDIDATES",
    "MOST_LANES",
    "MOST_THREADS",
    "N_",
    "SECONDS_SPAN",
    "START_METHODS",
    "TASKS_SPAN",
    "WEIGHT_SPAN",
    "Approach",
    "Axis",
    "Candidate",
    "Change",
    "Experiment",
    "Load",
    "Options",
    "Parameter",
    "Protocol",
    "Study",
    "TaskShare",
    "Topology",
    "Value",
    "grid",
    "param",
    "parameters",
    "told",
]
