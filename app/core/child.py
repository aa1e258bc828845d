"""What stands between the program and one it starts: becomes the account, arranges to end with its parent, and turns
into the other program. Run by path, in a Python of its own, so that nothing of it happens in a forked copy of a
process with threads.

    python -I -S child.py PARENT_PID UID GID PROGRAM ARGUMENT…

UID -1 changes nothing. What it turns into gets SIGINT when the parent is gone (Linux): for PostgreSQL that is the
fast, clean shutdown, for a worker the end after the requests under way.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, uid, gid = (int(given) for given in sys.argv[1:4])
    program = sys.argv[4:]
    os.umask(0o077)
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # A change of identity clears this, so it comes last.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)
        if os.getppid() != parent:
            raise SystemExit("the program that started this one is gone")
    os.execve(program[0], program, dict(os.environ))


if __name__ == "__main__":
    main()
