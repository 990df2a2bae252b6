"""People, bodies and places: their mentions in the text, each entity once."""
