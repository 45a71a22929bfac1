"""From a statement to folded paper."""

__version__ = "0.1.0"
