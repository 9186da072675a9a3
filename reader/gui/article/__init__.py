"""One open article: its state, its undo stack, and its file."""
