"""Tasks a to h in PyTorch: torch_tasks.py TASK VARIANT.

VARIANT: eager (modules, backward, an optimiser), fused (the same with the optimiser's fused kernel), or
compiled (one function for gradient and update through torch.compile); for h eager is a batched product.
"""
import sys

import work
import torch
from torch import nn
from torch.func import functional_call, grad_and_value
from torch.nn import functional as F

torch.set_num_threads(1)


def tensors(*arrays):
    return [torch.from_numpy(a) for a in arrays]


def filled(module, weights):
    """A Sequential whose layers with weights start from these."""
    layers = [m for m in module if hasattr(m, "weight")]
    with torch.no_grad():
        for layer, (w, b) in zip(layers, weights):
            layer.weight.copy_(torch.from_numpy(w))
            layer.bias.copy_(torch.from_numpy(b))
    return module


def dense(seed, *widths):
    layers = [part for i, o in zip(widths, widths[1:]) for part in (nn.Linear(i, o), nn.ReLU())]
    return filled(nn.Sequential(*layers[:-1]), work.dense_weights(seed, *widths))


def batched(x, y, size):
    picks = torch.from_numpy(work.batches(len(x), size))
    return lambda k: (x[picks[k % len(picks)]], y[picks[k % len(picks)]])


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        w = work.decoder_weights()

        def linear(name):
            out, inputs = w[name + ".w"].shape
            return filled([nn.Linear(inputs, out)], [(w[name + ".w"], w[name + ".b"])])[0]
        self.tokens, self.places = (nn.Parameter(torch.from_numpy(w[n])) for n in ("tokens", "places"))
        self.norms = nn.ModuleList(nn.LayerNorm(64) for _ in range(5))
        self.parts = nn.ModuleList(linear(f"{n}{i}") for i in range(2) for n in ("qkv", "out", "up", "down"))
        self.head = linear("head")

    def forward(self, t):
        h = F.embedding(t, self.tokens) + self.places
        for i in range(2):
            qkv, out, up, down = self.parts[4 * i:4 * i + 4]
            q, k, v = qkv(self.norms[2 * i](h)).view(16, 64, 3, 4, 16).permute(2, 0, 3, 1, 4)
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            h = h + out(mixed.transpose(1, 2).reshape(16, 64, 64))
            h = h + down(F.relu(up(self.norms[2 * i + 1](h))))
        return self.head(self.norms[4](h))


def single(task):
    """Module, loss of the module and a batch, the batch of step k."""
    if task == "a":
        data = tensors(*work.line())
        return dense(1, 1, 3, 1), lambda f, x, y: F.mse_loss(f(x), y), lambda k: data
    if task == "f":
        rows = torch.from_numpy(work.tokens())
        return Decoder(), lambda f, t: F.cross_entropy(f(t[:, :-1]).reshape(-1, 64), t[:, 1:].reshape(-1)), (
            lambda k: (rows[k % len(rows)],))
    x, y = tensors(*(work.pictures() if task == "e" else work.signals()))
    size = 64 if task == "e" else 100
    if task == "b":
        module = dense(2, 40, 100, 100, 10)
    elif task == "c":
        x = x[:, None]
        module = filled(nn.Sequential(
            nn.Conv1d(1, 15, 3, 2), nn.ReLU(), nn.Conv1d(15, 15, 3, 2), nn.ReLU(), nn.Conv1d(15, 15, 3, 2), nn.ReLU(),
            nn.Flatten(), nn.Linear(60, 10)), work.conv1d_weights())
    elif task == "d":
        module = dense(4, 40, 400, 10)
    else:
        module = filled(nn.Sequential(
            nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(10, 20, 5), nn.MaxPool2d(2), nn.ReLU(),
            nn.Flatten(), nn.Linear(320, 50), nn.ReLU(), nn.Linear(50, 10)), work.conv2d_weights())
    pick = (lambda k: (x, y)) if task == "d" else batched(x, y, size)
    return module, lambda f, x, y: F.cross_entropy(f(x), y), pick


def optimizer(parameters, variant, adam=None):
    options = {"fused": variant == "fused", "foreach": False}
    if adam is None:
        return torch.optim.SGD(parameters, lr=work.RATE, **options)
    return torch.optim.Adam(parameters, lr=1e-3, betas=(adam, 0.999), **options)


def adam_step(p, m, v, g, c1, c2, beta):
    m = {k: beta * m[k] + (1 - beta) * g[k] for k in p}
    v = {k: 0.999 * v[k] + 0.001 * g[k] * g[k] for k in p}
    return {k: p[k] - 1e-3 * (m[k] / c1) / ((v[k] / c2).sqrt() + 1e-8) for k in p}, m, v


def corrections(k, beta):
    return torch.tensor(1 - beta ** (k + 1)), torch.tensor(1 - 0.999 ** (k + 1))


def network(task, variant):
    module, loss, pick = single(task)
    done = 0
    if variant != "compiled":
        update = optimizer(module.parameters(), variant, 0.9 if task == "f" else None)

        def step(k):
            update.zero_grad()
            value = loss(module, *pick(k))
            value.backward()
            update.step()
            return value
    else:
        p = {name: v.detach().clone() for name, v in module.named_parameters()}
        state = (p, *({k: torch.zeros_like(v) for k, v in p.items()} for _ in range(2)))

        def whole(state, corrections, *data):
            p, m, v = state
            g, value = grad_and_value(lambda p: loss(lambda *x: functional_call(module, p, x), *data))(p)
            if task == "f":
                return adam_step(p, m, v, g, *corrections, 0.9), value
            return ({k: p[k] - work.RATE * g[k] for k in p}, m, v), value
        whole = torch.compile(whole, fullgraph=True, dynamic=False)

        def step(k):
            nonlocal state
            with torch.no_grad():
                state, value = whole(state, corrections(k, 0.9) if task == "f" else (), *pick(k))
            return value

    def run(count):
        nonlocal done
        for _ in range(count):
            value = step(done)
            done += 1
        return value.item()
    return run


def pair(variant):
    real, noise = tensors(*work.ring())
    g, d = dense(11, 2, 32, 32, 2), dense(12, 2, 32, 32, 1)
    done = 0
    if variant != "compiled":
        updates = [optimizer(m.parameters(), variant, 0.5) for m in (g, d)]

        def step(k):
            fake = g(noise[k % 16])
            updates[1].zero_grad()
            first = F.softplus(-d(real[k % 16])).mean() + F.softplus(d(fake.detach())).mean()
            first.backward()
            updates[1].step()
            updates[0].zero_grad()
            second = F.softplus(-d(fake)).mean()
            second.backward()
            updates[0].step()
            return first + second
    else:
        states = []
        for module in (g, d):
            p = {name: v.detach().clone() for name, v in module.named_parameters()}
            states.append((p, *({k: torch.zeros_like(v) for k, v in p.items()} for _ in range(2))))

        def whole(states, corrections, x, z):
            (pg, mg, vg), (pd, md, vd) = states
            fake = functional_call(g, pg, (z,))
            gd, first = grad_and_value(lambda p: F.softplus(-functional_call(d, p, (x,))).mean()
                                       + F.softplus(functional_call(d, p, (fake,))).mean())(pd)
            pd, md, vd = adam_step(pd, md, vd, gd, *corrections, 0.5)
            gg, second = grad_and_value(
                lambda p: F.softplus(-functional_call(d, pd, (functional_call(g, p, (z,)),))).mean())(pg)
            return (adam_step(pg, mg, vg, gg, *corrections, 0.5), (pd, md, vd)), first + second
        whole = torch.compile(whole, fullgraph=True, dynamic=False)

        def step(k):
            nonlocal states
            with torch.no_grad():
                states, value = whole(states, corrections(k, 0.5), real[k % 16], noise[k % 16])
            return value

    def run(count):
        nonlocal done
        for _ in range(count):
            value = step(done)
            done += 1
        return value.item()
    return run


def ensemble(variant):
    x, y = tensors(*work.line())
    p = tensors(*work.ensemble_weights())
    if variant != "compiled":
        p = [nn.Parameter(v) for v in p]
        update = optimizer(p, variant)

        def step():
            update.zero_grad()
            hidden = F.relu(p[0] * x.T[None] + p[1][:, :, None])
            losses = ((torch.bmm(p[2], hidden) + p[3][:, :, None] - y.T[None]) ** 2).mean(dim=(1, 2))
            losses.sum().backward()
            update.step()
            return losses.mean()
    else:
        def whole(p):
            def loss(w1, b1, w2, b2):
                return F.mse_loss(F.linear(F.relu(F.linear(x, w1, b1)), w2, b2), y)
            g, losses = torch.func.vmap(grad_and_value(loss, argnums=(0, 1, 2, 3)))(*p)
            return [v - work.RATE * d for v, d in zip(p, g)], losses.mean()
        whole = torch.compile(whole, fullgraph=True, dynamic=False)

        def step():
            nonlocal p
            with torch.no_grad():
                p, value = whole(p)
            return value

    def run(count):
        for _ in range(count):
            value = step()
        return value.item()
    return run


task, variant = sys.argv[1:]
work.measure(task, "torch", variant,
             {"g": lambda: pair(variant), "h": lambda: ensemble(variant)}.get(task, lambda: network(task, variant))())
