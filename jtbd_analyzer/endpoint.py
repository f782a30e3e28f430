"""Asks a chat model behind an OpenAI-compatible endpoint, such as Ollama or a llama.cpp server on the same machine, for parts a recipe names."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Final

from jtbd_analyzer.errors import ModelError

_ANSWER_BYTES: Final = 4_000_000


def _told(error: Exception) -> str:
    """Return in words how an endpoint failed to answer."""
    if isinstance(error, urllib.error.HTTPError):
        return f"status {error.code} ({error.reason})"
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, OSError):
        return (error.reason.strerror or "no answer").lower()
    if isinstance(error, OSError):
        return "no answer in time" if isinstance(error, TimeoutError) else (error.strerror or "no answer").lower()
    return "an answer of another form"


@dataclass(frozen=True)
class Endpoint:
    """Where a chat model is reached, and how; the options of every part that asks one."""

    url: str = "http://localhost:11434/v1"  #: address of the endpoint, up to and with /v1
    model: str = "llama3.1"  #: name of the model at that endpoint
    key_variable: str = "OPENAI_API_KEY"  #: environment variable that holds the key, where one is needed
    timeout_s: float = field(default=120.0, metadata={"min": 1.0})  #: seconds to wait for one answer
    seed: int = 7

    def asked(self, task: str, question: str, place: str) -> str:
        """Return what the model answers, JSON by request; raises ModelError naming `place`, the section of the recipe, where it does not."""
        body = {"model": self.model, "temperature": 0, "seed": self.seed, "response_format": {"type": "json_object"},
                "messages": [{"role": "system", "content": task}, {"role": "user", "content": question}]}
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(self.key_variable):
            headers["Authorization"] = f"Bearer {key}"
        if not self.url.startswith(("http://", "https://")):
            raise ModelError(f"{place}.url: must be an http address; got {self.url!r}. Give one such as http://localhost:11434/v1.")
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_s) as answer:
                told = json.loads(answer.read(_ANSWER_BYTES))
            return str(told["choices"][0]["message"]["content"])
        except (OSError, urllib.error.URLError, ValueError, KeyError, IndexError, TypeError) as error:
            raise ModelError(
                f"{self.url}: must answer as an OpenAI-compatible chat endpoint; got {_told(error)}. Start the server, or choose another part for {place}."
            ) from error
