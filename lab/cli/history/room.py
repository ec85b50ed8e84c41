"""``hebra history space`` and ``hebra history prune``."""

from __future__ import annotations

import dataclasses

from lab.errors import InputError

from .opened import bytes_of, how_many, opened, print_json, size_text


def show_space(limit: str | None, *, as_json: bool) -> None:
    """Print what the history takes; with a ``limit``, set that first."""
    with opened() as history:
        if limit is not None:
            history.limit = bytes_of(limit, "--limit")
        space = history.space()
    if as_json:
        print_json(dataclasses.asdict(space))
        return
    print(f"{how_many(space.entries).capitalize()}, {size_text(space.used)} in {space.path}")
    if space.pinned:
        print(f"Pinned: {size_text(space.pinned)}")
    if space.deleted:
        print(f"Deleted, to be had back for a week: {size_text(space.deleted)}")
    if space.limit:
        print(f"Limit: {size_text(space.limit)}; above it the oldest unpinned ones are removed.")
    else:
        print("Limit: none")
    print(f"Free on the disk: {size_text(space.free_on_disk)}")


def show_pruned(to: str | None, *, deleted: bool, as_json: bool) -> None:
    """Remove for good, and print what was removed."""
    if deleted and to is not None:
        raise InputError("either --to or --deleted", where="hebra history prune")
    with opened() as history:
        if deleted:
            pruned = history.purge(older_than_s=0.0)
        else:
            pruned = history.prune(bytes_of(to, "--to") if to is not None else None)
    if as_json:
        print_json(dataclasses.asdict(pruned))
    elif not pruned.entries:
        print("Nothing had to be removed.")
    else:
        print(f"Removed {how_many(pruned.entries)} for good: {size_text(pruned.bytes)}.")
