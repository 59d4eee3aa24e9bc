//! glassnake: a small Python that `perf` can see through.
