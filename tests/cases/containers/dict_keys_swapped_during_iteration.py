# Keys that come and go without changing the length would otherwise be met for ever.
for walk in dict.keys, dict.values, dict.items:
    table = {key: None for key in range(100)}
    steps = 0
    try:
        for _ in walk(table):
            del table[steps]
            table[steps + 100] = None
            steps += 1
            if steps > 1000:
                break
    except RuntimeError as error:
        print(steps < 1000, error)
