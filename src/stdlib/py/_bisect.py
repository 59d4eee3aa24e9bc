"""Another name of `bisect`, for those who ask for its core."""

from bisect import *
