"""The panels beside the page: contents, notes, repairs."""
