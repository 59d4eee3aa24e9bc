# A module with a greeting.
greeting = "hello"
