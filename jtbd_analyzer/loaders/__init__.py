"""Loaders: one file per family of formats, chosen by content."""
