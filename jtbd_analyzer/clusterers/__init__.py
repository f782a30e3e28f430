"""Clusterers: quotes of one family to groups."""
