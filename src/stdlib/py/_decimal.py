"""Another name of `decimal`, for those who ask for its core."""

from decimal import *
