"""Runs LanternBench and, where they are installed, numpy, PyTorch and JAX on the same tasks, one process
each, one thread, CPU time; prints one table with ratios. `make bench-peers` calls it.

compare.py [TASK …] [--quick]      --quick leaves torch.compile out

A process that has printed nothing after LIMIT seconds is ended, reported, and left out of the table.
"""
import importlib.util
import json
import os
import platform
import shutil
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.join(HERE, "..", "..", ".build", "release", "LanternBench")

# What each task wants: so many times as fast as this peer.
WANTED = {"a": (1.2, "jax"), "b": (1.1, "jax"), "c": (2.2, "jax"), "d": (1.0, "jax"), "e": (1.6, "torch"),
          "f": (1.4, "torch"), "g": (1.7, "jax"), "h": (2.0, "jax")}
# The losses of step 50 differ by rounding only; Adam's by more, and JAX's convolutions of single steps too.
TOLERANCE = {"e": 2e-4, "f": 5e-4, "g": 5e-5}


# Seconds for one process. The slowest, a compiled step, takes about 40 on a quiet machine.
LIMIT = 180


def run(*command):
    """The JSON lines that a command prints; where it fails or hangs, none, and why on standard error."""
    name = " ".join(map(os.path.basename, command))
    # A session of its own, so that what a compiler has started ends with it.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE,
                               start_new_session=True)
    try:
        output, errors = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        print(f"  not measured: {name}: no result after {LIMIT} s", file=sys.stderr)
        return []
    if process.returncode:
        lines = (errors or output).strip().splitlines() or ["no message"]
        print(f"  failed: {name}: {lines[-1]}", file=sys.stderr)
        return []
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def show(rate):
    return "" if rate is None else f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"


def main():
    quick = "--quick" in sys.argv
    tasks = [a for a in sys.argv[1:] if not a.startswith("-")] or list(WANTED) + ["tables"]
    installed = [name for name in ("numpy", "torch", "jax") if importlib.util.find_spec(name)]
    missing = [name for name in ("numpy", "torch", "jax") if name not in installed]
    if missing:
        print(f"without {', '.join(missing)}; to install: python3 -m venv .build/peers && .build/peers/bin/pip install -r "
              "Benchmarks/peers/requirements.txt, then make bench-peers PYTHON=.build/peers/bin/python", file=sys.stderr)
    if "numpy" not in installed:
        # All peers make their data with it.
        installed = []
    from importlib.metadata import version
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          + (", ".join(f"{name} {version(name)}" for name in installed) or "no peers"))
    print("\n| task | Lantern | PyTorch | JAX | numpy | ratio | wanted | MB: Lantern, PyTorch, JAX |\n"
          "|---|---|---|---|---|---|---|---|")
    python = sys.executable
    for task in tasks:
        own = run(BENCH, task, "--json")
        if task == "tables":
            rows = own + (run(python, "numpy_tasks.py", "tables") if installed else [])
            for name in ("q-learning", "value iteration"):
                mine = next((r["rate"] for r in rows if r["task"] == name and r["peer"] == "lantern"), None)
                others = [r for r in rows if r["task"] == name and r["peer"] != "lantern"]
                for other in others:
                    ratio = f"{mine / other['rate']:.1f} × {other['peer']}" if mine else ""
                    print(f"| {name} | {show(mine)} | | | {show(other['rate'])} ({other['peer']}, "
                          f"{other['variant']}) | {ratio} | | |")
                if not others:
                    print(f"| {name} | {show(mine)} | | | | | | |")
            continue
        rows = {"lantern": own, "numpy": [], "torch": [], "jax": []}
        if installed and task in "abdh":
            rows["numpy"] = run(python, "numpy_tasks.py", task)
        if "torch" in installed:
            can = not quick and (shutil.which("g++") or shutil.which("clang++"))
            for variant in ("eager", "fused") + (("compiled",) if can else ()):
                rows["torch"] += run(python, "torch_tasks.py", task, variant)
        if "jax" in installed:
            for variant in ("step", "scan") + (("step-columns", "scan-columns") if task in "ce" else ()):
                rows["jax"] += run(python, "jax_tasks.py", task, variant)
        losses = [(r["peer"], r["variant"], r["loss"]) for peer in rows.values() for r in peer]
        if losses and max(l[2] for l in losses) - min(l[2] for l in losses) > TOLERANCE.get(task, 2e-5):
            print(f"  {task}: the losses of step 50 differ, this is not the same work: {losses}", file=sys.stderr)
        best = {peer: max(list_, key=lambda r: r["rate"], default=None) for peer, list_ in rows.items()}
        rate = {peer: r and r["rate"] for peer, r in best.items()}
        wanted, rival = WANTED[task]
        ratio = rate["lantern"] / rate[rival] if rate["lantern"] and rate[rival] else None
        def cell(peer):
            r = best[peer]
            return f"{show(r['rate'])} ({r['variant']})" if r else ""
        memory = ", ".join(f"{best[p]['megabytes']:.0f}" if best[p] else "-" for p in ("lantern", "torch", "jax"))
        print(f"| {task} | {show(rate['lantern'])} | {cell('torch')} | {cell('jax')} | {show(rate['numpy'])} | "
              f"{'' if ratio is None else f'{ratio:.2f} × {rival}'} | {wanted} | {memory} |", flush=True)


main()
