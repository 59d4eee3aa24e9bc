//! Make a virtual machine's functions visible to `perf`.
