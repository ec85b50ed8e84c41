"""The studies that come with the app can be carried out, and their words can be translated."""

from __future__ import annotations

from lab.assets import resource
from lab.records.presets import default_experiment
from lab.records.sample_studies import NAMES, WORDS, default_study, sample_studies
from lab.study.point import checked_study


def test_every_file_is_offered() -> None:
    assert {path.stem for path in resource("studies").glob("*.toml")} == set(NAMES)


def test_every_study_can_be_carried_out_and_is_explained() -> None:
    for sample in sample_studies():
        assert checked_study(sample.study) == sample.study
        assert sample.title
        assert sample.note.endswith(".")
    assert {sample.study.kind for sample in sample_studies()} == {"comparison", "sweep"}


def test_the_words_in_the_files_are_marked_for_translation() -> None:
    assert {word for s in sample_studies() for word in (s.title, s.note)} == set(WORDS)


def test_the_default_compares_the_work_of_the_default_experiment() -> None:
    assert default_study().mix == default_experiment().mix
    assert default_study().candidates[default_study().base].approach == "sequential"
