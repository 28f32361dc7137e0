"""Tasks a to h in JAX: jax_tasks.py TASK VARIANT.

VARIANT: step (one jitted step, called from Python), scan (50 steps inside one jitted call), and for the
convolutions of c and e step-columns and scan-columns (windows as slices, then one matrix product).
"""
import sys

import work
import numpy as np
import jax
import jax.numpy as jnp


def network(layers, x):
    for w, b in layers[:-1]:
        x = jax.nn.relu(x @ w.T + b)
    w, b = layers[-1]
    return x @ w.T + b


def cross_entropy(logits, y):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[..., None], -1).mean()


def sgd(loss):
    def step(p, k, *data):
        value, gradient = jax.value_and_grad(loss)(p, k, *data)
        return jax.tree.map(lambda p, g: p - work.RATE * g, p, gradient), value
    return step


def adam(p, m, v, gradient, k, beta):
    m = jax.tree.map(lambda m, g: beta * m + (1 - beta) * g, m, gradient)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
    c1, c2 = 1 - beta ** (k + 1.0), 1 - 0.999 ** (k + 1.0)
    return jax.tree.map(lambda p, m, v: p - 1e-3 * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), p, m, v), m, v


def zeros(p):
    return jax.tree.map(jnp.zeros_like, p)


def batched(x, y, size):
    """Data with the rows of each batch, and what picks step k's."""
    picks = work.batches(len(x), size).astype(np.int32)
    return (jnp.array(x), jnp.array(y, jnp.int32), jnp.array(picks)), (
        lambda k, x, y, picks: (x[picks[k % len(picks)]], y[picks[k % len(picks)]]))


def classifier(weights, data, pick, forward):
    def loss(p, k, *data):
        x, y = pick(k, *data)
        return cross_entropy(forward(p, x), y)
    return jax.tree.map(jnp.array, weights), sgd(loss), data


def a(columns):
    def loss(p, k, x, y):
        return ((network(p, x) - y) ** 2).mean()
    return jax.tree.map(jnp.array, work.dense_weights(1, 1, 3, 1)), sgd(loss), tuple(map(jnp.array, work.line()))


def b(columns):
    return classifier(work.dense_weights(2, 40, 100, 100, 10), *batched(*work.signals(), 100), network)


def c(columns):
    def forward(p, x):
        x = x[:, None]
        for w, b in p[:3]:
            if columns:
                last = (x.shape[2] - 3) // 2
                windows = jnp.stack([x[:, :, i:i + 2 * last + 1:2] for i in range(3)], 2)
                x = jnp.einsum("ncki,ock->noi", windows, w)
            else:
                x = jax.lax.conv_general_dilated(x, w, (2,), "VALID", dimension_numbers=("NCH", "OIH", "NCH"))
            x = jax.nn.relu(x + b[:, None])
        return network(p[3:], x.reshape(len(x), -1))
    return classifier(work.conv1d_weights(), *batched(*work.signals(), 100), forward)


def d(columns):
    x, y = work.signals()
    return classifier(work.dense_weights(4, 40, 400, 10), (jnp.array(x), jnp.array(y, jnp.int32)),
                      lambda k, x, y: (x, y), network)


def e(columns):
    def forward(p, x):
        # Channels last is faster here; the order of the flattened numbers stays that of channels first.
        for w, b in p[:2]:
            if columns:
                n, rows, width, channels = x.shape
                windows = jnp.stack([x[:, i:rows - 4 + i, j:width - 4 + j] for i in range(5) for j in range(5)], 3)
                x = (windows.reshape(-1, 25 * channels) @ w.reshape(25 * channels, -1)).reshape(n, rows - 4, width - 4, -1)
            else:
                x = jax.lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
            n, rows, width, channels = x.shape
            x = jax.nn.relu((x + b).reshape(n, rows // 2, 2, width // 2, 2, channels).max((2, 4)))
        return network(p[2:], x.transpose(0, 3, 1, 2).reshape(len(x), -1))
    x, y = work.pictures()
    weights = [(w.transpose(2, 3, 1, 0).copy() if w.ndim == 4 else w, b) for w, b in work.conv2d_weights()]
    return classifier(weights, *batched(x.transpose(0, 2, 3, 1).copy(), y, 64), forward)


def f(columns):
    def norm(x, w, name):
        centred = x - x.mean(-1, keepdims=True)
        return centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * w[name + ".w"] + w[name + ".b"]

    def loss(w, k, rows):
        batch = rows[k % len(rows)]
        x, y = batch[:, :-1], batch[:, 1:]
        h, mask = w["tokens"][x] + w["places"], jnp.tril(jnp.ones((64, 64), bool))

        def dense(x, name):
            return x @ w[name + ".w"].T + w[name + ".b"]
        for i in range(2):
            q, key, v = dense(norm(h, w, f"norm{i}a"), f"qkv{i}").reshape(16, 64, 3, 4, 16).transpose(2, 0, 3, 1, 4)
            weights = jax.nn.softmax(jnp.where(mask, q @ key.transpose(0, 1, 3, 2) / 4, -jnp.inf))
            h = h + dense((weights @ v).transpose(0, 2, 1, 3).reshape(16, 64, 64), f"out{i}")
            h = h + dense(jax.nn.relu(dense(norm(h, w, f"norm{i}b"), f"up{i}")), f"down{i}")
        return cross_entropy(dense(norm(h, w, "normal"), "head"), y)

    def step(state, k, rows):
        w, m, v = state
        value, gradient = jax.value_and_grad(loss)(w, k, rows)
        return adam(w, m, v, gradient, k, 0.9), value
    w = jax.tree.map(jnp.array, work.decoder_weights())
    return (w, zeros(w), zeros(w)), step, (jnp.array(work.tokens(), jnp.int32),)


def g(columns):
    def step(state, k, real, noise):
        (g, mg, vg), (d, md, vd) = state
        x, z = real[k % 16], noise[k % 16]
        fake, back = jax.vjp(lambda g: network(g, z), g)
        first, gradient = jax.value_and_grad(
            lambda d: jax.nn.softplus(-network(d, x)).mean() + jax.nn.softplus(network(d, fake)).mean())(d)
        d, md, vd = adam(d, md, vd, gradient, k, 0.5)
        second, slope = jax.value_and_grad(lambda x: jax.nn.softplus(-network(d, x)).mean())(fake)
        return (adam(g, mg, vg, back(slope)[0], k, 0.5), (d, md, vd)), first + second
    pair = [jax.tree.map(jnp.array, work.dense_weights(11 + i, 2, 32, 32, 2 - i)) for i in range(2)]
    return tuple((p, zeros(p), zeros(p)) for p in pair), step, tuple(map(jnp.array, work.ring()))


def h(columns):
    def loss(p, x, y):
        w1, b1, w2, b2 = p
        return ((jax.nn.relu(x @ w1.T + b1) @ w2.T + b2 - y) ** 2).mean()

    def step(p, k, x, y):
        value, gradient = jax.vmap(jax.value_and_grad(loss), (0, None, None))(p, x, y)
        return tuple(p - work.RATE * g for p, g in zip(p, gradient)), value.mean()
    return tuple(map(jnp.array, work.ensemble_weights())), step, tuple(map(jnp.array, work.line()))


def main(task, variant):
    state, step, data = globals()[task](variant.endswith("columns"))
    done = 0
    if variant.startswith("step"):
        call, chunk = jax.jit(step, donate_argnums=0), 1
    else:
        chunk = work.STEPS_TO_CHECK

        def many(state, k, *data):
            state, losses = jax.lax.scan(lambda s, k: step(s, k, *data), state, k + jnp.arange(chunk))
            return state, losses[-1]
        call = jax.jit(many, donate_argnums=0)

    def run(count):
        nonlocal state, done
        for _ in range(max(1, count // chunk)):
            state, loss = call(state, done, *data)
            done += chunk
        return float(loss)
    work.measure(task, "jax", variant, run, chunk)


main(*sys.argv[1:])
