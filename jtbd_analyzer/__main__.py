"""`python -m jtbd_analyzer` is the `jtbd` command."""

from jtbd_analyzer.cli.main import entry

if __name__ == "__main__":
    entry()
