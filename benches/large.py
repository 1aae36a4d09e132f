#!/usr/bin/env python3
"""A gigabyte of JSON Lines through a command: how long, how much memory, and whether what comes out is complete and in order.

    cargo build --release
    python3 benches/large.py target/release/parallax ingest
    python3 benches/large.py target/release/parallax annotate --mb 1000

The articles are those of seeds/, over and over, each with a number of its own, so that none is a duplicate. They are made while they are
read: nothing is written to disk. Standard library only.
"""
import argparse, json, os, re, subprocess, sys, threading, time


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("command", choices=["ingest", "annotate"])
    parser.add_argument("--mb", type=int, default=1000, help="megabytes of input")
    parser.add_argument("--seeds", default="seeds", help="where the articles are from")
    given = parser.parse_args()
    seeds = subprocess.run([given.binary, "ingest", "--no-user-rules", given.seeds], capture_output=True, check=True).stdout
    seeds = [json.loads(line) for line in seeds.splitlines()]
    made = {"articles": 0, "bytes": 0}
    command = subprocess.Popen([given.binary, given.command, "--no-user-rules", "-q", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        with command.stdin as out:
            while made["bytes"] < given.mb * 1_000_000:
                number = made["articles"]
                seed = seeds[number % len(seeds)]
                line = json.dumps({**seed, "id": f"n{number}", "text": f"Number {number}.\n\n{seed['text']}"}, ensure_ascii=False).encode() + b"\n"
                out.write(line)
                made["articles"] += 1
                made["bytes"] += len(line)

    begin = time.time()
    feeder = threading.Thread(target=feed)
    feeder.start()
    name = re.compile(rb'"id":"n(\d+)"')
    came = size = 0
    for line in command.stdout:
        found = name.search(line[:400])
        if not line.endswith(b"}\n") or not found or int(found[1]) != came:
            sys.exit(f"line {came + 1} is not the article n{came}: {line[:200]!r}")
        if came % 997 == 0 and not json.loads(line)["text"].startswith(f"Number {came}."):
            sys.exit(f"line {came + 1} has another text")
        came, size = came + 1, size + len(line)
    feeder.join()
    _, status, used = os.wait4(command.pid, 0)
    if status or came != made["articles"]:
        sys.exit(f"status {status}; {came} of {made['articles']} articles came out")
    print(f"{given.command}: {made['bytes'] / 1e6:.0f} MB, {came} articles in; {size / 1e6:.0f} MB out, complete and in order")
    print(f"largest memory {used.ru_maxrss / 1024:.0f} MiB; {time.time() - begin:.0f} s; {used.ru_utime + used.ru_stime:.0f} s of CPU")


main()
