"""Another name of `functools`, for those who ask for its core."""

from functools import lru_cache, partial, reduce, cmp_to_key, cached_property
