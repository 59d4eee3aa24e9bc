def patterns(subject):
    match subject:
        case 1 | "one" | None:
            return 1
        case [first, *_, (2 | 3) as last]:
            return first, last
        case [x, *rest] if x:
            return rest
        case {"key": Class(a, b=b), **others}:
            return a, b, others
        case _:
            return subject
