"""The last costs come back; a file that is damaged is put aside and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.errors import HebraError, InputError
from lab.history.cost_store import ASIDE, CostStore
from tests.lab.costs.made import made_result


def test_the_last_study_of_each_section_comes_back(tmp_path: Path) -> None:
    store = CostStore(tmp_path / "data" / "costs.json")
    assert store.load() == {}
    store.keep(made_result("start", state="interrupted"))
    store.keep(made_result("switch"))
    store.keep(made_result("start"))
    assert CostStore(store.path).load() == {
        "start": made_result("start"),
        "switch": made_result("switch"),
    }


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"{}", b"\xff\xfe", b'[{"schema": 3}]'])
def test_a_damaged_file_is_put_aside_and_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "costs.json"
    path.write_bytes(damage)
    with pytest.raises(InputError, match=ASIDE) as refused:
        CostStore(path).load()
    assert refused.value.where == str(path)
    assert (tmp_path / ASIDE).read_bytes() == damage
    assert CostStore(path).load() == {}


def test_keeping_goes_on_after_damage(tmp_path: Path) -> None:
    path = tmp_path / "costs.json"
    path.write_text("nonsense")
    CostStore(path).keep(made_result("switch"))
    assert set(CostStore(path).load()) == {"switch"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(HebraError, match="data"):
        CostStore(tmp_path / "data" / "costs.json").keep(made_result("switch"))
