from alliance_client._asking import Asking, AsyncAsking

from ...models.health import Health
from . import read_liveness, read_readiness


class HealthOperations(Asking):
    def read_liveness(
        self,
    ) -> Health:
        """Read whether the process is alive

        Answers as long as it takes requests at all, whatever the database does: restart it where this fails."""
        return self._ask(read_liveness.request())

    def read_readiness(
        self,
    ) -> Health:
        """Read whether it can serve

        503 while the database does not answer within two seconds or its schema is not this program's: send no
        requests here until it is 200."""
        return self._ask(read_readiness.request())


class AsyncHealthOperations(AsyncAsking):
    async def read_liveness(
        self,
    ) -> Health:
        """Read whether the process is alive

        Answers as long as it takes requests at all, whatever the database does: restart it where this fails."""
        return await self._ask(read_liveness.request())

    async def read_readiness(
        self,
    ) -> Health:
        """Read whether it can serve

        503 while the database does not answer within two seconds or its schema is not this program's: send no
        requests here until it is 200."""
        return await self._ask(read_readiness.request())
