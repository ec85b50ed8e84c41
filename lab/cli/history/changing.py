"""``hebra history rename|note|tag|pin|unpin|delete|undelete``."""

from __future__ import annotations

from collections.abc import Sequence

from lab.history import History

from .opened import entry_of, how_many, numbers_of, opened, print_json


def rename(text: str, title: str) -> None:
    """Give an entry a name."""
    with opened() as history:
        history.rename(entry_of(text, history).id, title)


def note(text: str, words: str) -> None:
    """Write an entry's note anew."""
    with opened() as history:
        history.note(entry_of(text, history).id, words)


def tag(text: str, tags: Sequence[str]) -> None:
    """Give an entry these tags."""
    with opened() as history:
        history.tag(entry_of(text, history).id, tags)


def pin(texts: Sequence[str], *, pinned: bool) -> None:
    """Pin entries, or take the pins off."""
    with opened() as history:
        numbers = _chosen(texts, history)
        for number in numbers:
            history.pin(number, pinned)


def delete(texts: Sequence[str], *, as_json: bool) -> None:
    """Delete entries, and say how to have them back."""
    with opened() as history:
        numbers = _chosen(texts, history)
        history.delete(numbers)
    if as_json:
        print_json({"deleted": numbers})
    else:
        back = f"hebra history undelete {' '.join(map(str, numbers))}"
        which = "it" if len(numbers) == 1 else "them"
        print(f"Deleted {how_many(len(numbers))}. For a week `{back}` has {which} back.")


def undelete(texts: Sequence[str], *, as_json: bool) -> None:
    """Put deleted entries back."""
    with opened() as history:
        numbers = numbers_of(texts, history)
        history.undelete(numbers)
    if as_json:
        print_json({"undeleted": numbers})
    else:
        print(f"{how_many(len(numbers)).capitalize()} back in the history.")


def _chosen(texts: Sequence[str], history: History) -> list[int]:
    """The numbers, each once; none of them deleted."""
    return list(dict.fromkeys(entry_of(text, history).id for text in texts))
