"""Programs run in interpreters of their own, and are ended with all they started."""

from __future__ import annotations

from lab.session.probing import ProbeRun

HANGS = """
import multiprocessing, time
if __name__ == "__main__":
    multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,)).start()
    print("started", flush=True)
    time.sleep(60)
"""


async def test_what_they_print_and_how_they_end_is_told() -> None:
    programs = {"fine": "print(6 * 7)", "fails": "import sys; sys.exit('no')", "hangs": HANGS}
    order = {"programs": programs, "timeout_s": 1.0}
    ran = (await ProbeRun("run_programs", order).carry_out()).figures["ran"]
    assert (ran["fine"]["status"], ran["fine"]["output"]) == (0, "42\n")
    assert (ran["fails"]["status"], ran["fails"]["errors"]) == (1, "no\n")
    assert ran["hangs"]["status"] is None
    assert ran["hangs"]["output"] == "started\n"
    assert ran["hangs"]["seconds"] < 10
