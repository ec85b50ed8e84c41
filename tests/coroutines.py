"""Runs ``async def`` tests: in asyncio's own loop, or beside Qt in qasync's.

A test marked ``qasync``, or one that takes the fixture ``qasync_loop``, runs in a qasync loop;
there it awaits futures, for `qtbot.waitSignal` would start a loop within the loop and hang. A task
that is still there when the test ends, and an error that reached the loop's exception handler,
fail the test: both would be silent in the app. Fixtures are ordinary functions; what is async is
entered in the test.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def _label(context: dict[str, Any]) -> str:
    return f"{context.get('message')}: {context.get('exception')!r}"


async def _watched(test: Coroutine[Any, Any, None]) -> None:
    """Await a test and fail when it leaves tasks or unseen errors behind."""
    errors: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: errors.append(context))
    await test
    await asyncio.sleep(0)  # tasks that have just been cancelled end in the next round
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    if left:
        names = ", ".join(sorted(task.get_name() for task in left))
        pytest.fail(f"the test left asyncio tasks behind: {names}")
    if errors:
        raise AssertionError(
            f"errors reached the loop's exception handler: {'; '.join(map(_label, errors))}"
        ) from errors[0].get("exception")


def _run(
    function: Callable[..., Coroutine[Any, Any, None]],
    factory: LoopFactory | None,
    *args: Any,
    **kwargs: Any,
) -> None:
    if factory is not None:
        # As in the app (ui/shell/collector.py): widgets and the loop's timers are Qt's, and no
        # thread of this test or of a later one may be the one that collects them.
        gc.disable()
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(_watched(function(*args, **kwargs)))
    finally:
        if factory is not None:
            gc.collect()
            gc.enable()


def _plain(
    function: Callable[..., Coroutine[Any, Any, None]], factory: LoopFactory | None
) -> Callable[..., None]:
    """The test as an ordinary function: hypothesis looks at its code, which a partial has not."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        _run(function, factory, *args, **kwargs)

    return run


def _factory_for(item: pytest.Function) -> LoopFactory | None:
    beside_qt = item.get_closest_marker("qasync") or "qasync_loop" in item.fixturenames
    if not beside_qt:
        return None
    app = item._request.getfixturevalue("qapp")

    def make() -> asyncio.AbstractEventLoop:
        import qasync

        loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
        return loop

    return make


@pytest.fixture
def qasync_loop(qapp: object) -> None:
    """Ask for a qasync loop; inside the test it is `asyncio.get_running_loop()`."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a coroutine test; leave every other one to pytest."""
    function = pyfuncitem.obj
    given = getattr(function, "hypothesis", None)
    if given is not None:
        # Hypothesis calls the inner test once an example; each gets a loop of its own.
        if inspect.iscoroutinefunction(given.inner_test):
            given.inner_test = _plain(given.inner_test, _factory_for(pyfuncitem))
        return None
    if not inspect.iscoroutinefunction(function):
        return None
    wanted = inspect.signature(function).parameters
    arguments = {name: pyfuncitem.funcargs[name] for name in wanted}
    _run(function, _factory_for(pyfuncitem), **arguments)
    return True
