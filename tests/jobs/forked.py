"""Workers that can be killed many times: `python -m tests.jobs.forked` has the program ready, and for each line that it
reads makes a process that works (a fork of it, since each start would take a second), and says its number."""

import asyncio
import os
import signal
import sys

import uvloop

from app.core.logging import configure_logging
from app.core.settings import load_settings
from app.worker import work


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    settings = load_settings()
    assert settings.dsn is not None
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if child:
            print(child, flush=True)
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        configure_logging(settings.log_format, settings.log_level)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work(settings, settings.dsn, asyncio.Event()))
        os._exit(0)


if __name__ == "__main__":
    main()
