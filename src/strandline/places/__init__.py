"""Places: names in context in, places with coordinates out."""
