"""`python -m pamphlet`."""

from pamphlet.cli import entry

if __name__ == "__main__":
    entry()
