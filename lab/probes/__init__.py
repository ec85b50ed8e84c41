"""What is measured or shown outside the lanes: hazards, costs, and what memory two of them share.

A probe is one file here with one function, ``run(probe)``, which is given its order, tells figures
while it goes on, and returns those it ends with. It runs in a process of its own and may hang,
leak or crash there as it likes. Standard library only: any CPython from 3.10 on can carry it out.
"""
