"""One window for a person: a second start hands its files to the first one and ends.

Who is the first is told by a lock that the system lets go of when its holder dies, however it
dies: nothing has to be cleared away after a crash, and any number of starts at one moment have one
winner. The socket is only the letter box of the lock's holder, who makes it anew; nobody else ever
touches it. Windows with other settings, other data or on another display have a lock of their own.

All of this runs before Qt is imported, with the standard library alone: a second start takes a few
milliseconds more than starting Python does. It must never keep a window from opening: where there
is no folder to be private in, or the first window does not answer, this start gets a window of its
own.
"""
