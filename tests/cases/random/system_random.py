# Numbers from the system.
import random

system = random.SystemRandom()
for size in (0, 1, 16):
    print(len(system.randbytes(size)))
for wrong in (-1, 1.0, None):
    try:
        print(system.randbytes(wrong))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(all(0 <= system.random() < 1 for _ in range(100)), all(0 <= system.getrandbits(5) < 32 for _ in range(100)))
print(sorted(system.sample(range(5), 5)), system.choice([7]), system.seed(3))
