"""Exporters: a study to files."""
