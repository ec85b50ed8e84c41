"""Blocked event loop: a heartbeat beside tasks that compute, on the loop and away from it."""
