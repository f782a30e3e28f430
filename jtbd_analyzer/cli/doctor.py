"""`jtbd doctor`: is everything here that a run needs?"""

from __future__ import annotations

import typer


def doctor() -> None:
    """Show versions, models with their hashes, the cache and that a run stays offline; exit code 1 if something is missing."""
    from jtbd_analyzer import cache, manifest, models, pipeline

    for name, version in manifest.versions().items():
        typer.echo(f"{name:<24} {version}")
    rows = pipeline.doctor()
    for what, found, well in rows:
        typer.echo(f"{what:<24} {'ok' if well else 'MISSING'}: {found}")
        if well and what in models.SHA256:
            typer.echo(f"{'':<24} sha256 {models.SHA256[what]}")
    typer.echo(f"{'cache':<24} {cache.folder()}")
    typer.echo(f"{'network':<24} not used: {', '.join(f'{k}={v}' for k, v in sorted(models.OFFLINE.items()) if 'OFFLINE' in k)} are set for a run")
    if not all(well for _, _, well in rows):
        raise typer.Exit(1)
