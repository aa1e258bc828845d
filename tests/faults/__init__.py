"""The program as `make run` starts it, under clients that repeat what was not answered, while things break.

`test_faults.py` is the short form, `python -m tests.faults` (`make faults`) the long one; both run what stands here.
"""
