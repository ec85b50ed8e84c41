"""The bundle's own Python for the engine: as much of ``python`` as the laboratory asks of one.

It takes ``-c PROGRAM``, ``-m MODULE`` and ``FILE``, each with arguments, after flags (``-I
-S -B -X utf8``), which say what holds in a bundle anyway. multiprocessing starts its processes with
the same program. Nothing here imports Qt, so no process of the engine has it.
"""

import sys
from types import ModuleType


def main() -> None:
    """Carry out what the arguments name, as ``python`` would."""
    words = sys.argv[1:]
    while words and words[0].startswith("-") and words[0] not in ("-c", "-m"):
        del words[: 2 if words[0] in ("-X", "-W") else 1]
    if not words:
        sys.exit("hebra-engine carries out Hebra's experiments; start `hebra` instead.")
    import runpy

    if words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        # As in Python: what is carried out is the main module, and has it to itself.
        sys.modules["__main__"] = module = ModuleType("__main__")
        exec(compile(words[1], "<string>", "exec"), vars(module))
    elif words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    main()
