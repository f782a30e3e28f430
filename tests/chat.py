"""A small server on this machine that speaks the chat protocol of OpenAI-compatible endpoints, for parts that ask one."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

#: what the caller sent -> the text of the answer
Answer = Callable[[dict[str, Any]], str]


@contextmanager
def served(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the address of a running server and the list of requests it will have got."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body | {"path": self.path, "key": self.headers.get("Authorization", "")})
            told = json.dumps({"choices": [{"message": {"role": "assistant", "content": answer(body)}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_NUMBERED = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def coded_by_word(body: dict[str, Any]) -> str:
    """Answer as a model would that codes by a few words."""
    rules = {"copy": "pain_point", "hated": "pain_point", "sold me": "deal_maker"}
    rows = []
    for number, text in _NUMBERED.findall(body["messages"][-1]["content"]):
        code = next((c for word, c in rules.items() if word in text.lower()), "")
        if code:
            rows.append({"n": int(number), "starts": " ".join(text.split()[:5]), "code": code, "second": "criterion", "phase": "struggle", "valence": -1,
                         "score": 0.9})
    return json.dumps({"sentences": rows})
