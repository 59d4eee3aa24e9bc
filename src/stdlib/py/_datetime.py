"""Another name of `datetime`, for those who ask for its core."""

from datetime import *
