"""Running calls at the same time: see concurrent.futures."""
