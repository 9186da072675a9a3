"""Which lines of a text are headings: one kind of evidence a file."""
