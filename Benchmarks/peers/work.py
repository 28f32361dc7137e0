"""What all peers share: the generator of numbers, the data and starting weights made with it, and the
measuring. The same as in Benchmarks/*.swift, so that losses can be compared.

The generator is a 64-bit linear congruential one; a draw advances the state and takes its top 24 bits.
"""
import json
import os
import resource
import statistics
import sys
import time

# Libraries read these when they load; one core also sizes XLA's pool of threads.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ.setdefault("JAX_PLATFORMS", "cpu")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np  # noqa: E402

RATE = 0.05
STEPS_TO_CHECK = 50


class Draws:
    A, C, MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state * self.A + self.C) & self.MASK
        return self.state >> 40

    def many(self, count):
        """`count` draws at once: state n is A^n times the start plus C times the sum of lower powers."""
        with np.errstate(over="ignore"):
            powers = np.cumprod(np.full(count, self.A, np.uint64))
            sums = np.cumsum(np.concatenate([np.ones(1, np.uint64), powers[:-1]]))
            states = powers * np.uint64(self.state) + sums * np.uint64(self.C)
        self.state = int(states[-1])
        return states >> np.uint64(40)

    def signed(self, *shape):
        """Numbers in -1 ..< 1, row by row."""
        return 2.0 * (self.many(int(np.prod(shape))) / 2.0**24).reshape(shape) - 1.0

    def permutation(self, count):
        order = np.arange(count)
        for i in range(count - 1, 0, -1):
            j = self.bits() % (i + 1)
            order[i], order[j] = order[j], order[i]
        return order

    def layer(self, outputs, inputs, *kernel):
        """Weights and biases scaled by one over the root of the number of inputs."""
        scale = 1 / np.sqrt(float(inputs * int(np.prod(kernel))))
        return [(self.signed(*shape) * scale).astype(np.float32) for shape in ((outputs, inputs, *kernel), (outputs,))]


# Data


def line():
    x = (np.arange(10) / 9.0).astype(np.float32)[:, None]
    return x, Draws(31).signed(10, 1).astype(np.float32)


def classes(count, width, seed):
    """Row i has class i mod 10 and is the class's template plus noise."""
    draws = Draws(seed)
    templates = draws.signed(10, width)
    y = np.arange(count) % 10
    return (templates[y] + draws.signed(count, width)).astype(np.float32), y


def signals():
    return classes(4000, 40, 40)


def pictures():
    x, y = classes(640, 784, 28)
    return x.reshape(640, 1, 28, 28), y


def batches(count, size):
    """Row numbers of the batches, used round and round."""
    return Draws(99).permutation(count)[:count // size * size].reshape(-1, size)


def tokens():
    draws = Draws(64).many(16 * 16 * 65).astype(np.int64).reshape(16, 16, 65)
    rows = draws % 64
    for place in range(1, 65):
        rows[..., place] = (5 * rows[..., place - 1] + 3 + draws[..., place] % 4) % 64
    return rows


def ring():
    """Real points and noise, sixteen batches of 256 each."""
    draws = Draws(22)
    angle = np.pi * (draws.signed(16, 256) + 1)
    radius = 1 + 0.1 * draws.signed(16, 256)
    real = np.stack([radius * np.cos(angle), radius * np.sin(angle)], -1)
    return real.astype(np.float32), draws.signed(16, 256, 2).astype(np.float32)


# Starting weights


def dense_weights(seed, *widths):
    draws = Draws(seed)
    return [draws.layer(o, i) for i, o in zip(widths, widths[1:])]


def conv1d_weights():
    draws = Draws(3)
    return [draws.layer(15, 1, 3), draws.layer(15, 15, 3), draws.layer(15, 15, 3), draws.layer(10, 60)]


def conv2d_weights():
    draws = Draws(5)
    return [draws.layer(10, 1, 5, 5), draws.layer(20, 10, 5, 5), draws.layer(50, 320), draws.layer(10, 50)]


def decoder_weights(width=64):
    """By name; scales of normalisations start at one and offsets at zero."""
    draws = Draws(6)
    w = {name: (0.1 * draws.signed(64, width)).astype(np.float32) for name in ("tokens", "places")}
    for i in range(2):
        for name, outputs, inputs in (("qkv", 192, 64), ("out", 64, 64), ("up", 256, 64), ("down", 64, 256)):
            w[f"{name}{i}.w"], w[f"{name}{i}.b"] = draws.layer(outputs, inputs)
    w["head.w"], w["head.b"] = draws.layer(64, width)
    for name in ("norm0a", "norm0b", "norm1a", "norm1b", "normal"):
        w[name + ".w"], w[name + ".b"] = np.ones(width, np.float32), np.zeros(width, np.float32)
    return w


def ensemble_weights():
    draws = Draws(8)
    nets = [draws.layer(10, 1) + draws.layer(1, 10) for _ in range(100)]
    return [np.stack(parts) for parts in zip(*nets)]


# Measuring


def measure(task, peer, variant, run, chunk=1):
    """Prints steps a CPU second of `run(n)`, which makes n steps and returns the last loss: the median of
    seven runs of about half a second. `chunk` is the number of steps that can't be divided."""
    loss = run(STEPS_TO_CHECK)
    steps, seconds = chunk, 0.0
    while seconds < 0.1:
        steps *= 2
        start = time.process_time()
        run(steps)
        seconds = time.process_time() - start
    steps = max(chunk, int(steps * 0.5 / seconds) // chunk * chunk)
    rates = []
    for _ in range(7):
        start = time.process_time()
        run(steps)
        rates.append(steps / (time.process_time() - start))
    report(task, peer, variant, statistics.median(rates), loss)


def report(task, peer, variant, rate, loss=None):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    print(json.dumps({"task": task, "peer": peer, "variant": variant, "rate": rate, "loss": loss, "megabytes": memory}),
          flush=True)
