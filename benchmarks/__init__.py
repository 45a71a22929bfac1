"""What `./pamphlet bench [NAME]` runs: whole processes, beside their peers, in one run.

Each module has `run()`, which returns rows. Times are medians; where a ratio
counts, the tools take turns, so that a slow moment of the machine meets all.
"""
