"""Segmenters: participant turns to idea units."""
