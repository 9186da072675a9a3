"""圈點 Quandian: read and annotate Chinese articles."""

__version__ = "0.1.0"
