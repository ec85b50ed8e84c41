"""Whether Hebra is installed as it has to be: what `hebra doctor` looks at before it measures.

Each part is two functions, as with the known truths: one looks at this machine and returns bare
facts, and a pure rule makes checks of them.
"""
