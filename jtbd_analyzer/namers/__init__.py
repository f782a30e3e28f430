"""Namers: a group of quotes to a statement."""
