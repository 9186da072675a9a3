"""One window: the article's page between its panels, bars and menus."""
