#!/bin/sh
# Write the locks: exact versions with hashes, for every supported Python and system.
# Usage: packaging/lock.sh UV [further options of `uv pip compile`, e.g. --upgrade]
# An index of one's own is named as uv expects it (UV_DEFAULT_INDEX); it never gets into the files.
set -eu
cd "$(dirname "$0")/.."
uv=$1
shift

lock() {
    out=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "make lock" --output-file "$out" "$@"
}

lock packaging/requirements.txt pyproject.toml --group build "$@"
# The same versions of what the app uses, plus what the work on it needs.
lock packaging/requirements-dev.txt pyproject.toml --group dev \
    --constraints packaging/requirements.txt "$@"
# What a release is built with: the same app, without what the work on it needs.
lock packaging/requirements-build.txt pyproject.toml --group package \
    --constraints packaging/requirements.txt "$@"
