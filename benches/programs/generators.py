"""A pipeline of generators."""


def numbers(n):
    for i in range(n):
        yield i


def squares(items):
    for item in items:
        yield item * item


def odd(items):
    for item in items:
        if item & 1:
            yield item


print(sum(odd(squares(numbers(2_000_000)))))
