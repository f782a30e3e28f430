"""Coders: segments to codes."""
