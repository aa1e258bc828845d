"""A fake on a socket of this machine, for whoever is in another process."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn

from tests.integrations.fakes.base import Base


@contextlib.contextmanager
def serving(fake: Base) -> Iterator[str]:
    """Serves it on a thread of its own; its address while it is served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # so that who comes before the thread has begun waits for it
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(fake, lifespan="off", log_level="error", date_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        before, fake.address = fake.address, address
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()
            fake.address = before
