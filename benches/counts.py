#!/usr/bin/env python3
"""Instructions of each stage, counted by callgrind: they repeat on a noisy machine where milliseconds do not.

    benches/counts.py            compare with benches/counts.json; a stage that needs 15 % more fails
    benches/counts.py --update   write benches/counts.json anew
    benches/counts.py --binary target/release/examples/counts   without building

A stage is run ten times after a first time that warms it up, between two marks at which callgrind writes
down what it has counted: its cost is free of start and preparation, which need up to four hundred times
as much and differ from run to run by the seeds of hash tables. Without valgrind there is nothing to do.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
BASELINE = os.path.join(HERE, "counts.json")
TOLERANCE = 0.15
TIMES = 10


def count(binary, stage):
    """What the stage costs once: all that is counted between the first time a thread yields and the last."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        command = ["valgrind", "--tool=callgrind", "--dump-before=sched_yield", f"--callgrind-out-file={out}", binary, str(stage), str(TIMES)]
        done = subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"], "HOME": "/"})
        parts = []
        while os.path.exists(f"{out}.{len(parts) + 1}"):
            with open(f"{out}.{len(parts) + 1}") as part:
                parts.append(int(re.search(r"^summary: (\d+)", part.read(), re.M).group(1)))
    if done.returncode != 0 or len(parts) < 2:
        sys.exit(f"stage {stage} could not be counted:\n{done.stderr[-2000:]}")
    return sum(parts[1:]) // TIMES


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    options.add_argument("--binary")
    options = options.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not on this machine")
        return
    binary = options.binary
    if binary is None:
        build = ["cargo", "build", "--release", "--locked", "--quiet", "--example", "counts"]
        subprocess.run(build, check=True, cwd=os.path.dirname(HERE))
        target = os.environ.get("CARGO_TARGET_DIR", os.path.join(os.path.dirname(HERE), "target"))
        binary = os.path.join(target, "release", "examples", "counts")
    names = subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        costs = dict(zip(names, pool.map(lambda stage: count(binary, stage), range(len(names)))))
    if options.update:
        with open(BASELINE, "w") as out:
            json.dump(costs, out, indent=1)
            out.write("\n")
    with open(BASELINE) as file:
        before = json.load(file)
    slower = []
    for name, cost in costs.items():
        was = before.get(name)
        change = (cost - was) / was if was else 0.0
        print(f"{cost:>14,}  {change:+7.1%}  {name}")
        if was is None or change > TOLERANCE:
            slower.append(name)
    gone = [name for name in before if name not in costs]
    if slower or gone:
        sys.exit(f"more instructions than benches/counts.json allows, or not in it: {', '.join(slower + gone)}\n"
                 "if the change is meant, run benches/counts.py --update and say why in the commit")
    print(f"   ok, {len(costs)} stages within {TOLERANCE:.0%}")


if __name__ == "__main__":
    main()
