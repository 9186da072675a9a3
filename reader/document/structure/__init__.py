"""From the lines of a text to its title, sections and blocks."""
