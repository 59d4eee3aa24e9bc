"""Colours in the systems RGB, YIQ, HLS and HSV, all numbers from 0 to 1."""

__all__ = ['rgb_to_yiq', 'yiq_to_rgb', 'rgb_to_hls', 'hls_to_rgb', 'rgb_to_hsv', 'hsv_to_rgb']


def rgb_to_yiq(r, g, b):
    y = 0.30 * r + 0.59 * g + 0.11 * b
    return y, 0.74 * (r - y) - 0.27 * (b - y), 0.48 * (r - y) + 0.41 * (b - y)


def yiq_to_rgb(y, i, q):
    made = (y + 0.9468822170900693 * i + 0.6235565819861433 * q,
            y - 0.27478764629897834 * i - 0.6356910791873801 * q,
            y - 1.1085450346420322 * i + 1.7090069284064666 * q)
    return tuple(min(max(it, 0.0), 1.0) for it in made)


def _hue(r, g, b, most, span):
    red, green, blue = (most - r) / span, (most - g) / span, (most - b) / span
    if r == most:
        hue = blue - green
    elif g == most:
        hue = 2.0 + red - blue
    else:
        hue = 4.0 + green - red
    return (hue / 6.0) % 1.0


def rgb_to_hls(r, g, b):
    most, least = max(r, g, b), min(r, g, b)
    total, span = most + least, most - least
    light = total / 2.0
    if span == 0:
        return 0.0, light, 0.0
    saturation = span / total if light <= 0.5 else span / (2.0 - most - least)
    return _hue(r, g, b, most, span), light, saturation


def hls_to_rgb(h, l, s):
    if s == 0.0:
        return l, l, l
    high = l * (1.0 + s) if l <= 0.5 else l + s - l * s
    low = 2.0 * l - high

    def value(hue):
        hue %= 1.0
        if hue < 1 / 6:
            return low + (high - low) * hue * 6.0
        if hue < 0.5:
            return high
        return low + (high - low) * (2 / 3 - hue) * 6.0 if hue < 2 / 3 else low

    return value(h + 1 / 3), value(h), value(h - 1 / 3)


def rgb_to_hsv(r, g, b):
    most, least = max(r, g, b), min(r, g, b)
    span = most - least
    if span == 0:
        return 0.0, 0.0, most
    return _hue(r, g, b, most, span), span / most, most


def hsv_to_rgb(h, s, v):
    if s == 0.0:
        return v, v, v
    sector = int(h * 6.0)
    rest = h * 6.0 - sector
    low, falling, rising = v * (1.0 - s), v * (1.0 - s * rest), v * (1.0 - s * (1.0 - rest))
    return ((v, rising, low), (falling, v, low), (low, v, rising), (low, falling, v), (rising, low, v),
            (v, low, falling))[sector % 6]
