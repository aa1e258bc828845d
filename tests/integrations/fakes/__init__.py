"""Ticket systems that behave as their vendors' documentation says, in this process: paged, counted, in the way of each.

`People` act in them, a connector speaks with them over HTTP, and they keep what it posted.
"""
