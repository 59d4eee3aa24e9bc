"""Another name of `queue`, for those who ask for its core."""

from queue import SimpleQueue, Empty
