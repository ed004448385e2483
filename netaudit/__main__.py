"""Run ``python -m netaudit``."""

from netaudit.cli import entry

if __name__ == "__main__":
    entry()
