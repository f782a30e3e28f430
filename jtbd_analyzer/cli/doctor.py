"""`jtbd doctor`: is everything here that a run needs?"""

from __future__ import annotations

import typer


def doctor() -> None:
    """Show versions, models with their hashes, the cache and that a run stays offline; exit code 1 if something is missing."""
    from jtbd_analyzer import cache, manifest, models, offline, pipeline, registry

    for name, version in manifest.versions().items():
        typer.echo(f"{name:<24} {version}")
    rows = pipeline.doctor()
    for what, found, well in rows:
        typer.echo(f"{what:<24} {'ok' if well else 'MISSING'}: {found}")
        if well and what in models.SHA256:
            typer.echo(f"{'':<24} sha256 {models.SHA256[what]}")
    typer.echo(f"{'cache':<24} {cache.folder()}")
    held = offline.holds()
    switches = ", ".join(f"{k}={v}" for k, v in sorted(models.OFFLINE.items()) if "OFFLINE" in k)
    typer.echo(f"{'network':<24} {'ok' if held else 'MISSING'}: {offline.state()}, tried just now; {switches} are set for a run")
    online = [f"{f}/{n}" for f in registry.FOLDERS.values() for n in registry.names(f) if registry.is_online(f, n)]
    typer.echo(f"{'parts that go online':<24} {', '.join(online) or 'none'}{' (only if a recipe names them)' if online else ''}")
    if not held:
        raise typer.Exit(1)
    if not all(well for _, _, well in rows):
        raise typer.Exit(1)
