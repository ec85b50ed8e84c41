"""Convoy: a server that wants the GIL after every call, beside something that computes."""
