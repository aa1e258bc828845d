"""What our server tells an application beyond what ASGI has, under these names in a scope's `extensions`."""

from typing import Final

CUT_OFF: Final = "alliance.cut_off"
"""Ends the connection at once, with whatever its client has not read; closing it would wait for that."""
EMPTY: Final = "alliance.empty"
"""Set for HEAD, which is answered as GET and without a body."""
