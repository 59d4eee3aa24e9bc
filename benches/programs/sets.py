"""Sets of ints, strings and tuples: membership, algebra, a flood fill."""


def flood(width, height):
    walls = {(x, y) for x in range(width) for y in range(height) if (x * 7 + y * 13) % 5 == 0}
    seen, edge = {(1, 1)}, {(1, 1)}
    steps = 0
    while edge:
        reached = set()
        for x, y in edge:
            for place in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if 0 <= place[0] < width and 0 <= place[1] < height and place not in walls:
                    reached.add(place)
        edge = reached - seen
        seen |= edge
        steps += 1
    return len(seen), steps


def divisible(n):
    fives, sevens = set(range(0, n, 5)), set(range(0, n, 7))
    both, either = fives & sevens, fives | sevens
    return len(both), len(either), len(fives ^ sevens), len(either - both), both <= fives


def distinct_words(n):
    words = set()
    for i in range(n):
        words.add("w" + str(i * i % 7919))
    return len(words), sum(1 for i in range(n) if "w" + str(i) in words)


print(*flood(420, 420), *divisible(1_000_000), *distinct_words(700_000))
