"""What is kept of a window that goes wrong: a log, and a report of each crash. Nothing is sent.

Every window has a *slot*, the lowest number that no other has: a file that is locked while the
window lives and is emptied when it is left as it should be. Python writes the stacks of all threads
into it when the process gets a fatal signal. So a file that is not locked and not empty is what a
window left that ended otherwise; the next start makes a report of it, with the last lines of that
slot's log. The log has the slot's number too: two windows never write, or rotate, the same file.

None of it may keep the window from opening: where the folder cannot be written to there is no slot,
and the window says so once.
"""
