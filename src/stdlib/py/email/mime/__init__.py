"""Messages that are made of parts of different kinds."""
