"""What the contenders in Python share: the numbers of the benchmark, and answering its driver."""

import json
import sys

import numpy as np

BATCHES = 8
COMPARED_STEPS = 10


def uniform(length, seed):
    """Numbers in [0, 1) that depend on nothing but place and seed: the same as in numbers.ts."""
    with np.errstate(over="ignore"):
        place = np.arange(1, length + 1, dtype=np.uint32) * np.uint32(0x9E3779B1)
        bits = place ^ np.uint32((seed + 1) * 0x85EBCA6B & 0xFFFFFFFF)
        for factor in (0x7FEB352D, 0x846CA68B):
            bits = (bits ^ (bits >> np.uint32(15))) * np.uint32(factor)
        return (bits ^ (bits >> np.uint32(16))).astype(np.float64) / 2**32


def kernel_values(shape, index):
    size = int(np.prod(shape))
    limit = np.sqrt(6 / (size / shape[-1] + shape[-1]))
    return ((uniform(size, 1000 + index) * 2 - 1) * limit).astype(np.float32).reshape(shape)


def batch_of(case, index):
    rows = case["batch"]
    x = uniform(rows * int(np.prod(case["input"])), 2 * index)
    y = np.floor(uniform(rows, 2 * index + 1) * case["classes"]).astype(np.float32).reshape(rows, 1)
    if "vocabulary" in case:
        x = np.floor(x * case["vocabulary"]).astype(np.int32)
    return x.astype(np.int32 if "vocabulary" in case else np.float32).reshape([rows, *case["input"]]), y


def data_of(case):
    return [batch_of(case, index) for index in range(BATCHES)]


def without_dropout(case):
    return {**case, "layers": [layer for layer in case["layers"] if layer["kind"] != "dropout"]}


def serve(steps, losses, note):
    """Answers the driver until it closes our input; `note` says how we compute."""
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    print(json.dumps({"values": []}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        case = cases[request["case"]]
        try:
            if request["ask"] == "steps":
                values = steps(request["case"], case, request["mode"], request["steps"])
            else:
                values = losses(without_dropout(case), request["mode"])
            answer = {"values": [float(value) for value in values], "note": note}
        except Exception as error:  # pylint: disable=broad-except
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
