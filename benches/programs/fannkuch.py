"""Lists of small ints: reversals of permutations."""


def fannkuch(n):
    permutation = list(range(n))
    count = [0] * n
    most = checksum = r = 0
    r = n
    turn = 0
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        flips = 0
        work = permutation[:]
        k = work[0]
        while k:
            work[: k + 1] = work[k::-1]
            flips += 1
            k = work[0]
        most = max(most, flips)
        checksum += flips if turn % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, most
            first = permutation[0]
            permutation[:r] = permutation[1 : r + 1]
            permutation[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        r += 0
        turn += 1


print(*fannkuch(9))
