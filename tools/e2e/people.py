"""Who works in the real system."""

from typing import Any

import httpx

from tools.e2e.request_tracker import Served


class People:
    """What people do in it, through its own API as its administrator."""

    def __init__(self, real: Served, http: httpx.AsyncClient) -> None:
        self._real = real
        self._http = http

    async def make(self, subject: str, content: str = "", queue: str = "Network", **more: Any) -> str:
        given = {
            "Queue": queue,
            "Subject": subject,
            "Content": content,
            "ContentType": "text/plain",
            "Requestor": "ann@e2e.example",
            **more,
        }
        return f"RT-{(await self.ask('POST', 'ticket', given)).json()['id']}"

    async def ask(self, method: str, path: str, given: Any) -> httpx.Response:
        answer = await self._http.request(
            method,
            f"{self._real.address}/REST/2.0/{path}",
            json=given,
            headers={"Authorization": f"token {self._real.root_token}"},
        )
        assert answer.is_success, answer.text
        return answer
