"""Another name of `heapq`, for those who ask for its core."""

from heapq import *
