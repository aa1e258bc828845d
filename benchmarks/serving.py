"""How the servers that the service is measured against are served: as the service is."""

import sys
from typing import Any

import uvicorn
import uvloop


def serve(app: Any) -> None:
    """On the port of the command line, by uvicorn with uvloop and httptools, without an access log."""
    config = uvicorn.Config(
        app,
        port=int(sys.argv[2]),
        lifespan="on",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    uvloop.run(uvicorn.Server(config).serve())
