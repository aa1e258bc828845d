"""What stands between the program and a PostgreSQL binary: becomes the account, arranges to die with its parent, and
turns into the binary. Run by path, in a Python of its own, so that nothing of it happens in a forked copy of a
process with threads.

    python -I -S child.py PARENT_PID UID GID PROGRAM ARGUMENT…

UID -1 changes nothing. With PARENT_PID 0 it outlives its parent.
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
    os.chdir("/")
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if parent and sys.platform == "linux":
        # A change of identity clears this, so it comes last. SIGINT is PostgreSQL's fast, clean shutdown.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)
        if os.getppid() != parent:
            raise SystemExit("the program that wanted a database is gone")
    os.execve(program[0], program, dict(os.environ))


if __name__ == "__main__":
    main()
