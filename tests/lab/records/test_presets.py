"""The experiments that come with the app can be run, and their words can be translated."""

from __future__ import annotations

from lab.assets import resource
from lab.records.presets import NAMES, WORDS, default_experiment, presets
from lab.session.plan import checked


def test_every_file_is_offered() -> None:
    assert {path.stem for path in resource("experiments").glob("*.toml")} == set(NAMES)


def test_every_preset_can_be_run_and_is_explained() -> None:
    for preset in presets():
        checked(preset.experiment)
        assert preset.title
        assert preset.note.endswith(".")


def test_the_words_in_the_files_are_marked_for_translation() -> None:
    assert {word for preset in presets() for word in (preset.title, preset.note)} == set(WORDS)


def test_the_default_computes_and_waits_in_four_threads() -> None:
    experiment = default_experiment()
    assert (experiment.approach, experiment.shape.lanes) == ("threads", 4)
    assert {share.kind: share.weight for share in experiment.mix} == {"python-cpu": 70, "wait": 30}
    assert experiment.load.seconds == 10
