"""A contender of the training benchmark: the usual training loop of PyTorch."""

import sys
import time

sys.path.append(sys.path.pop(0))

import numpy as np  # noqa: E402
import torch  # noqa: E402
from contender import BATCHES, COMPARED_STEPS, data_of, kernel_values, serve  # noqa: E402
from torch import nn  # noqa: E402

torch.set_num_threads(int(sys.argv[2]))
ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}


class LastOutput(nn.Module):
    """An LSTM of which only the last output counts; its second bias, which Keras lacks, stays 0."""

    def __init__(self, inputs, units):
        super().__init__()
        self.lstm = nn.LSTM(inputs, units, batch_first=True)
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def fill(parameter, values):
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))


class Builder:
    """Makes modules of layers; `shape` is (channels, rows, columns) or (features,)."""

    def __init__(self, case):
        self.case = case
        size = case["input"]
        self.shape = (size[2], size[0], size[1]) if len(size) == 3 else tuple(size)
        self.unflattened = None
        self.kernels = 0
        self.modules = []

    def kernel(self, *shape):
        """The next kernel, as Keras lays it out."""
        self.kernels += 1
        return kernel_values(shape, self.kernels - 1)

    def dense(self, spec):
        (inputs,) = self.shape
        units = spec["units"]
        module = nn.Linear(inputs, units)
        values = self.kernel(inputs, units)
        if self.unflattened:  # Keras flattens rows, columns, channels; here it is channels first
            channels, rows, columns = self.unflattened
            values = values.reshape(rows, columns, channels, units).transpose(2, 0, 1, 3).reshape(inputs, units)
            self.unflattened = None
        fill(module.weight, values.T)
        nn.init.zeros_(module.bias)
        self.modules.append(module)
        self.shape = (units,)
        self.activation(spec)

    def activation(self, spec):
        """The last activation belongs to the loss, which takes logits."""
        if spec["activation"] in ACTIVATIONS:
            self.modules.append(ACTIVATIONS[spec["activation"]]())

    def conv(self, spec):
        channels, rows, columns = self.shape
        filters = spec["filters"]
        padding = 1 if spec["padding"] == "same" else 0
        module = nn.Conv2d(channels, filters, 3, padding=padding)
        fill(module.weight, self.kernel(3, 3, channels, filters).transpose(3, 2, 0, 1))
        nn.init.zeros_(module.bias)
        self.modules.append(module)
        self.shape = (filters, rows - 2 + 2 * padding, columns - 2 + 2 * padding)
        self.activation(spec)

    def batchNorm(self, _spec):
        self.modules.append(nn.BatchNorm2d(self.shape[0], eps=1e-3, momentum=0.01))

    def relu(self, _spec):
        self.modules.append(nn.ReLU())

    def maxPool(self, _spec):
        self.modules.append(nn.MaxPool2d(2))
        channels, rows, columns = self.shape
        self.shape = (channels, rows // 2, columns // 2)

    def flatten(self, _spec):
        self.modules.append(nn.Flatten())
        self.unflattened = self.shape
        self.shape = (int(np.prod(self.shape)),)

    def dropout(self, spec):
        self.modules.append(nn.Dropout(spec["rate"]))

    def embedding(self, spec):
        module = nn.Embedding(self.case["vocabulary"], spec["units"])
        fill(module.weight, self.kernel(self.case["vocabulary"], spec["units"]))
        self.modules.append(module)
        self.shape = (spec["units"],)

    def lstm(self, spec):
        (inputs,) = self.shape
        units = spec["units"]
        module = LastOutput(inputs, units)
        fill(module.lstm.weight_ih_l0, self.kernel(inputs, 4 * units).T)
        fill(module.lstm.weight_hh_l0, self.kernel(units, 4 * units).T)
        fill(module.lstm.bias_ih_l0, np.repeat(np.float32([0, 1, 0, 0]), units))
        nn.init.zeros_(module.lstm.bias_hh_l0)
        self.modules.append(module)
        self.shape = (units,)


class Training:
    """A model with its data, trained step by step."""

    def __init__(self, case):
        builder = Builder(case)
        for spec in case["layers"]:
            getattr(builder, spec["kind"])(spec)
        self.model = nn.Sequential(*builder.modules).train()
        parameters = [each for each in self.model.parameters() if each.requires_grad]
        self.optimizer = torch.optim.Adam(parameters, eps=1e-7)
        self.is_binary = case["classes"] == 2
        self.loss = nn.BCEWithLogitsLoss() if self.is_binary else nn.CrossEntropyLoss()
        self.data = [self.laid_out(*batch) for batch in data_of(case)]

    def laid_out(self, x, y):
        if x.ndim == 4:
            x = np.ascontiguousarray(x.transpose(0, 3, 1, 2))
        return x, y if self.is_binary else y[:, 0].astype(np.int64)

    def step(self, index):
        x, y = (torch.from_numpy(array).clone() for array in self.data[index % BATCHES])
        self.optimizer.zero_grad()
        outputs = self.model(x)
        loss = self.loss(outputs, y)
        loss.backward()
        self.optimizer.step()
        hits = (outputs > 0).float() == y if self.is_binary else outputs.argmax(1) == y
        hits.float().mean().item()
        return loss.item()


running = {}


def steps(name, case, _mode, count):
    if name not in running:
        running.clear()
        running[name] = Training(case)
    times = []
    for index in range(count):
        began = time.perf_counter()
        running[name].step(index)
        times.append((time.perf_counter() - began) * 1000)
    return times


def losses(case, _mode):
    fresh = Training(case)
    return [fresh.step(index) for index in range(COMPARED_STEPS)]


serve(steps, losses, f"PyTorch {torch.__version__}")
