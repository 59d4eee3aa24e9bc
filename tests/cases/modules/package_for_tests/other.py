# Another module in the package.
thing = "thing"
