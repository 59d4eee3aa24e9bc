"""The log-average luminance of an image, by the library's mean and by one of our own.

    perf record -F 999 -g -- target/release/glassnake -X perf examples/luminance.py
    perf report --stdio --no-children -g caller

Look for the two ways under `py::log_average_luminance`: `statistics.mean` is written in Python,
so its functions show with its file's name, beside `py::own_mean` of this file. The report says what
the exactness of the one costs.

The log-average luminance is what tone mapping starts from: exp(mean(log(delta + luminance))), where
a small delta keeps black pixels from sending it to zero. Arguments are width and height (800 600).
"""

import math
import statistics
import sys
import sysconfig
import time

DELTA = 1e-4


def perf_support():
    """What this interpreter can do for perf, in words."""
    built = sysconfig.get_config_var("PY_HAVE_PERF_TRAMPOLINE")
    if not built or not hasattr(sys, "activate_stack_trampoline"):
        return "no perf support"
    if sys.is_stack_trampoline_active():
        return "perf support is there and active"
    return "perf support is there, switch it on with -X perf"


def generate_image(width, height):
    """Rows of (red, green, blue): a dark gradient with a bright disc in it."""
    image = []
    for y in range(height):
        row = []
        for x in range(width):
            distance = math.hypot(x / width - 0.5, y / height - 0.5)
            light = 4.0 if distance < 0.2 else 0.05
            row.append((light * x / width, light * y / height, light * (1.0 - x / width)))
        image.append(row)
    return image


def luminance(pixel):
    red, green, blue = pixel
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def own_mean(values):
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def log_average_luminance(image, mean):
    logs = [math.log(DELTA + luminance(pixel)) for row in image for pixel in row]
    return math.exp(mean(logs))


def run(name, image, mean):
    start = time.perf_counter()
    result = log_average_luminance(image, mean)
    seconds = time.perf_counter() - start
    print(f"{name}: {result:.6f}")
    print(f"{name} took {seconds:.3f} s", file=sys.stderr)


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    height = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    print(perf_support(), file=sys.stderr)
    image = generate_image(width, height)
    run("statistics.mean", image, statistics.mean)
    run("own mean", image, own_mean)


if __name__ == "__main__":
    main()
