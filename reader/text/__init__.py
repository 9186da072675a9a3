"""Strings in, strings out: encodings, offsets, repair, script. Knows no document."""
