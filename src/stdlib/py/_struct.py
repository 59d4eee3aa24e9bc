"""Another name of `struct`, for those who ask for its core."""

from struct import *
