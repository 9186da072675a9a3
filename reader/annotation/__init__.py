"""Highlights, notes and bookmarks: their model, their anchors, their changes."""
