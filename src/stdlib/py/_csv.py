"""Another name of `csv`, for those who ask for its core."""

from csv import *
