"""What it costs: to start and keep one more, to send a message, to hand over, to be connected.

What is measured is declared (`kinds`), carried out by probes one after another in random order
(`conductor`), and worked out to medians with intervals (`rows`) and plain sentences (`sentences`).
"""
