"""Tasks a, b, d and h in numpy with gradients written by hand, and the tables of chapter 19.

numpy_tasks.py TASK, where TASK is a, b, d, h or tables.
"""
import statistics
import sys
import time

import work
import numpy as np


def network(task):
    widths, seed = {"a": ((1, 3, 1), 1), "b": ((40, 100, 100, 10), 2), "d": ((40, 400, 10), 4)}[task]
    layers = [(w.T.copy(), b) for w, b in work.dense_weights(seed, *widths)]
    x, y = work.line() if task == "a" else work.signals()
    picks = work.batches(len(x), 100) if task == "b" else [slice(None)]
    step = 0

    def run(count):
        nonlocal step
        for _ in range(count):
            pick = picks[step % len(picks)]
            step += 1
            values, target = [x[pick]], y[pick]
            for w, b in layers[:-1]:
                values.append(np.maximum(values[-1] @ w + b, 0))
            w, b = layers[-1]
            out = values[-1] @ w + b
            if task == "a":
                error = out - target
                loss = (error * error).mean()
                error *= np.float32(2 / len(out))
            else:
                out -= out.max(1, keepdims=True)
                error = np.exp(out)
                total = error.sum(1, keepdims=True)
                rows = np.arange(len(out))
                loss = (np.log(total[:, 0]) - out[rows, target]).mean()
                error /= total
                error[rows, target] -= 1
                error /= np.float32(len(out))
            for (w, b), value in zip(reversed(layers), reversed(values)):
                below = (error @ w.T) * (value > 0)
                w -= np.float32(work.RATE) * (value.T @ error)
                b -= np.float32(work.RATE) * error.sum(0)
                error = below
        return float(loss)
    return run


def ensemble():
    x, y = (v.T[None] for v in work.line())
    p = [w if w.ndim == 3 else w[:, :, None] for w in work.ensemble_weights()]
    rate = np.float32(work.RATE)

    def run(count):
        for _ in range(count):
            hidden = np.maximum(p[0] * x + p[1], 0)
            error = p[2] @ hidden + p[3] - y
            loss = (error * error).mean()
            error *= np.float32(0.2)
            below = (p[2].transpose(0, 2, 1) @ error) * (hidden > 0)
            for i, gradient in enumerate([(below * x).sum(2, keepdims=True), below.sum(2, keepdims=True),
                                          error @ hidden.transpose(0, 2, 1), error.sum(2, keepdims=True)]):
                p[i] = p[i] - rate * gradient
        return float(loss)
    return run


# The slippery 4 x 4 grid: holes at 9, 10 and 14 (reward -2), the fish at 15 (reward 3, the end).


def grid():
    p, reward = np.zeros((4, 16, 16)), np.zeros(16)
    reward[[9, 10, 14]], reward[15] = -2, 3
    for state in range(16):
        row, column = divmod(state, 4)
        ends = [(row + i) * 4 + column + j if 0 <= row + i < 4 and 0 <= column + j < 4 else None
                for i, j in ((-1, 0), (0, 1), (1, 0), (0, -1))]
        near = [end for end in ends if end is not None]
        for action, end in enumerate(ends):
            wanted = 0.75 if len(near) == 2 else 0.5
            for other in near:
                p[action, state, other] = (1 / len(near) if end is None else wanted if other == end
                                           else (1 - wanted) / (len(near) - 1))
    return p, reward


def value_iteration(p, reward):
    values = np.zeros(16)
    while True:
        new = (p @ (reward + 0.9 * values)).max(0)
        new[15] = 0
        change = np.abs(new - values).max()
        values = new
        if change < 1e-8:
            return values


def q_learning(p, reward, steps):
    """Plain lists. One draw for the coin, one for the random action if there is one, one for the move."""
    moves = [[([t for t in range(16) if p[a, s, t] > 0], np.cumsum([v for v in p[a, s] if v > 0]).tolist())
              for a in range(4)] for s in range(16)]
    reward, q, state, x = reward.tolist(), [[0.0] * 4 for _ in range(16)], 0, 19
    a, c, mask = work.Draws.A, work.Draws.C, work.Draws.MASK
    for _ in range(steps):
        x = (x * a + c) & mask
        if (x >> 40) / 16777216 < 0.1:
            x = (x * a + c) & mask
            action = (x >> 40) % 4
        else:
            action = q[state].index(max(q[state]))
        x = (x * a + c) & mask
        unit, (ends, sums) = (x >> 40) / 16777216, moves[state][action]
        i = 0
        while i < len(ends) - 1 and unit >= sums[i]:
            i += 1
        end = ends[i]
        future = 0.0 if end == 15 else max(q[end])
        q[state][action] += 0.1 * (reward[end] + 0.9 * future - q[state][action])
        state = 0 if end == 15 else end
    return q


def many_learners(p, reward, steps, learners=1000):
    """A thousand agents in step, by numpy's own generator."""
    draws = np.random.default_rng(19)
    sums, who = p.cumsum(2), np.arange(learners)
    q, state = np.zeros((learners, 16, 4)), np.zeros(learners, int)
    for _ in range(steps // learners):
        action = np.where(draws.random(learners) < 0.1, draws.integers(4, size=learners), q[who, state].argmax(1))
        end = np.minimum((draws.random(learners)[:, None] >= sums[action, state]).sum(1), 15)
        future = np.where(end == 15, 0, q[who, end].max(1))
        q[who, state, action] += 0.1 * (reward[end] + 0.9 * future - q[who, state, action])
        state = np.where(end == 15, 0, end)


def rate(count, body):
    """Of `count` in each call, a CPU second; the median of five."""
    rates = []
    for _ in range(5):
        start = time.process_time()
        body()
        rates.append(count / (time.process_time() - start))
    return statistics.median(rates)


def tables():
    p, reward = grid()
    values = value_iteration(p, reward)
    assert abs(values[0] + 0.268953509) < 1e-9 and abs(values[13] + 1.711174335) < 1e-9, "other values"
    assert abs(max(q_learning(p, reward, 100_000)[0]) + 0.315281316) < 5e-10, "other values"
    work.report("q-learning", "python", "lists", rate(200_000, lambda: q_learning(p, reward, 200_000)))
    work.report("q-learning", "numpy", "1,000 agents", rate(1_000_000, lambda: many_learners(p, reward, 1_000_000)))
    work.report("value iteration", "numpy", "arrays",
                rate(100, lambda: [value_iteration(p, reward) for _ in range(100)]))


if sys.argv[1] == "tables":
    tables()
else:
    work.measure(sys.argv[1], "numpy", "by hand", ensemble() if sys.argv[1] == "h" else network(sys.argv[1]))
