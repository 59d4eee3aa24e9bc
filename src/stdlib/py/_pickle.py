"""Another name of `pickle`, for those who ask for its core."""

from pickle import *
