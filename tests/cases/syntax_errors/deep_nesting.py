# Nesting without end is an error, not a crash.
for text in ("(" * 300 + ")" * 300, "[" * 250, "-" * 100000 + "1", "x" + "[0]" * 50000, "if 1:\n" * 0 + "\n".join(" " * i + "if 1:" for i in range(120)) + "\n" + " " * 120 + "pass"):
    try:
        compile(text, "deep", "exec")
        print("compiled")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print("refused")
