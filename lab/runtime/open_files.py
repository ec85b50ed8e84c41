"""How many files a process may have open: every connection is one."""

from __future__ import annotations


def allow_many_files() -> int | None:
    """Raise this process's soft limit to its hard one; the limit, None where there is none.

    Common soft limits (1,024) are far below what a few thousand coroutines with a connection each
    need; what is inherited by child processes started later is the raised one.
    """
    try:
        import resource
    except ImportError:
        return None
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
