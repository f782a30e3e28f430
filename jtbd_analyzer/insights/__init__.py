"""Insights: a study to one table each."""
