"""Arguments by name, defaults, *args and **kwargs, partial application."""

from functools import partial


def area(width, height=1, *, scale=1, offset=0):
    return width * height * scale + offset


def forward(*args, **kwargs):
    return area(*args, **kwargs)


def total_of(first, *rest):
    total = first
    for value in rest:
        total += value
    return total


def describe(**fields):
    return len(fields) + fields.get("weight", 0)


class Style:
    def __init__(self, colour="black", width=1, dashed=False):
        self.colour, self.width, self.dashed = colour, width, dashed

    def with_changes(self, colour=None, width=None, dashed=None):
        return Style(
            colour=self.colour if colour is None else colour,
            width=self.width if width is None else width,
            dashed=self.dashed if dashed is None else dashed,
        )


double = partial(area, scale=2)
style = Style(width=3)
total = 0
for i in range(200_000):
    total += area(i, height=2) + area(width=3, height=i, scale=2) + area(i, offset=5)
    total += total_of(i, 1, 2, 3) + forward(i, 2, scale=3)
    total += describe(weight=i, height=2) + double(i, 3)
    style = style.with_changes(width=i & 7, dashed=not style.dashed)
    total += style.width
print(total, style.colour, style.dashed)
