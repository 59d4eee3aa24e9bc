# SystemExit with anything else prints it.
raise SystemExit((1, "two"))
