"""Images and data: the same work in both languages, the sizes as told, the GIL as told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lab.tasks import KINDS, TaskContext
from lab.tasks.csv_numpy import CsvNumpy
from lab.tasks.csv_python import CsvPython, WrongTotalError
from lab.tasks.image_native import ImageNative
from lab.tasks.native_cpu import NativeCpu
from lab.tasks.picture import box_blur, grey_picture
from lab.tasks.sales import SHOPS, sales_file

COMPUTING = ["image-python", "image-native", "csv-python", "csv-numpy"]


@pytest.mark.parametrize("side", [16, 33, 64])
def test_both_languages_make_the_same_picture(side: int, context: TaskContext) -> None:
    blurred = ImageNative(side=side).blocking(context)()
    assert isinstance(blurred, Image.Image)
    own = box_blur(grey_picture(side), side)
    differences = [abs(a - b) for a, b in zip(blurred.tobytes(), own, strict=True)]
    assert max(differences) <= 1, "of rounding, twice"
    assert own != grey_picture(side)


def test_an_even_picture_stays_as_it_is() -> None:
    assert box_blur(bytes([77] * 256), 16) == bytes([77] * 256)


def test_both_languages_find_the_same_totals(context: TaskContext) -> None:
    by_shop = CsvPython(rows=3000).blocking(context)()
    table = CsvNumpy(rows=3000).blocking(context)()
    assert len(table) == SHOPS
    assert {str(shop): pytest.approx(total) for shop, total in enumerate(table)} == by_shop


def test_lanes_that_come_together_find_one_whole_file(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    found: list[str] = []

    def come() -> None:
        together.wait()
        found.append(sales_file(tmp_path, 500).read_text())

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert found[0].count("\n") == 501
    assert sales_file(tmp_path, 2500).read_text().count("\n") == 2501
    assert {path.name for path in tmp_path.iterdir()} == {"sales-500.csv", "sales-2500.csv"}


@pytest.mark.parametrize("kind", [CsvPython, CsvNumpy])
def test_a_file_with_other_rows_is_a_failed_task(
    kind: type[CsvPython | CsvNumpy], context: TaskContext
) -> None:
    task: Callable[[], Any] = kind(rows=200).blocking(context)
    path = sales_file(context.folder, 200)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(WrongTotalError, match="199 rows"):
        task()


@pytest.mark.parametrize(
    "kind,library", [("image-native", "Pillow"), ("csv-numpy", "NumPy"), ("postgres", "psycopg")]
)
def test_a_missing_library_is_named(
    kind: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of(*names: str) -> list[str]:
        return list(names)

    module = f"lab.tasks.{kind.replace('-', '_')}"
    monkeypatch.setattr("lab.tasks.library.missing", all_of)
    if kind != "postgres":
        monkeypatch.setattr(f"{module}.missing", all_of)
    assert KINDS[kind].unavailable() == f"{library} is not installed in this Python"


@pytest.mark.parametrize("kind", COMPUTING)
def test_tasks_take_about_as_long_as_told(kind: str, context: TaskContext) -> None:
    task = KINDS[kind]()
    carry_out = task.blocking(context)
    took = []
    for _ in range(8):
        began = time.thread_time()
        carry_out()
        took.append(time.thread_time() - began)
    # Machines differ; a size told ten times too large or small would be a mistake.
    assert task.expected_s() / 8 < min(took) < task.expected_s() * 8


def cores_used(carry_out: Callable[[], object], seconds: float) -> float:
    """How many cores two threads keep busy that do nothing but carry out tasks."""
    until = time.perf_counter() + seconds

    def lane() -> None:
        while time.perf_counter() < until:
            carry_out()

    threads = [threading.Thread(target=lane) for _ in range(2)]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.process_time() - cpu) / (time.perf_counter() - began)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["python-cpu", *COMPUTING])
def test_two_threads_use_two_cores_only_where_the_gil_is_let_go(
    kind: str, context: TaskContext
) -> None:
    sizes = {"ms": 5.0} if kind == "python-cpu" else {}
    carry_out = KINDS[kind](**sizes).blocking(context)
    if not KINDS[kind].frees_gil:
        # The kernel's clocks of two threads may differ a little; never by half a core.
        assert cores_used(carry_out, 0.5) < 1.3
        return
    known = NativeCpu(ms=5.0).blocking(context)
    for _ in range(10):
        if cores_used(carry_out, 0.5) > 1.3:
            return
        if cores_used(known, 0.5) > 1.3:
            pytest.fail("what is known to let go of the GIL used two cores, this did not")
    pytest.skip("there are no two cores free here")
