"""A contender of the training benchmark: Keras's `fit` with a generator, or `train_on_batch`."""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# The folder of this file comes last: none of its names hides a module of Python's own.
sys.path.append(sys.path.pop(0))

import tensorflow as tf  # noqa: E402
from contender import BATCHES, COMPARED_STEPS, data_of, kernel_values, serve  # noqa: E402
from tensorflow.python.util import _pywrap_util_port  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(int(sys.argv[2]))
keras = tf.keras
layers = keras.layers


def layer_of(spec, case):
    kind = spec["kind"]
    if kind == "dense":
        return layers.Dense(spec["units"], activation=spec["activation"])
    if kind == "conv":
        return layers.Conv2D(spec["filters"], 3, padding=spec["padding"], activation=spec["activation"])
    if kind == "dropout":
        return layers.Dropout(spec["rate"])
    if kind == "embedding":
        return layers.Embedding(case["vocabulary"], spec["units"])
    if kind == "lstm":
        return layers.LSTM(spec["units"])
    return {
        "batchNorm": layers.BatchNormalization,
        "relu": layers.ReLU,
        "maxPool": layers.MaxPooling2D,
        "flatten": layers.Flatten,
    }[kind]()


def model_of(case):
    dtype = "int32" if "vocabulary" in case else "float32"
    model = keras.Sequential([layers.Input(case["input"], dtype=dtype)])
    for spec in case["layers"]:
        model.add(layer_of(spec, case))
    kernels = 0
    for layer in model.layers:
        values = layer.get_weights()
        for index, value in enumerate(values):
            if value.ndim > 1:
                values[index] = kernel_values(value.shape, kernels)
                kernels += 1
        layer.set_weights(values)
    loss = "binary_crossentropy" if case["classes"] == 2 else "sparse_categorical_crossentropy"
    model.compile("adam", loss, metrics=["accuracy"])
    return model


def endless(data):
    index = 0
    while True:
        yield data[index % BATCHES]
        index += 1


class Ends(keras.callbacks.Callback):
    """Notes when batches end, with their values read."""

    def __init__(self):
        super().__init__()
        self.times = []
        self.read = ()

    def on_train_batch_end(self, batch, logs=None):
        self.read = (logs["loss"], logs["accuracy"])
        self.times.append(time.perf_counter())


def by_fit(model, data, count):
    ends = Ends()
    model.fit(endless(data), steps_per_epoch=count + 1, epochs=1, verbose=0, callbacks=[ends])
    return [(end - begin) * 1000 for begin, end in zip(ends.times, ends.times[1:])]


def by_batch(model, data, count):
    times = []
    for index in range(count):
        began = time.perf_counter()
        model.train_on_batch(*data[index % BATCHES])
        times.append((time.perf_counter() - began) * 1000)
    return times


running = {}


def steps(name, case, mode, count):
    if (name, mode) not in running:
        for old in [key for key in running if key[0] != name]:
            del running[old]
        running[name, mode] = (model_of(case), data_of(case))
    return (by_fit if mode == "fit" else by_batch)(*running[name, mode], count)


def losses(case, mode):
    model, data = model_of(case), data_of(case)
    if mode == "fit":
        return model.fit(endless(data), steps_per_epoch=1, epochs=COMPARED_STEPS, verbose=0).history["loss"]
    return [model.train_on_batch(*data[index % BATCHES])[0] for index in range(COMPARED_STEPS)]


# The default depends on the processor.
NOTE = f"TensorFlow {tf.__version__}, oneDNN {'on' if _pywrap_util_port.IsMklEnabled() else 'off'}"
serve(steps, losses, NOTE)
