#!/usr/bin/env python3
"""Records cases of real Keras 2.15: what `train_on_batch` and `fit_generator` compute, as JSON that the tests replay.

Needs tensorflow-cpu 2.15.1 and numpy below 2:

    python record.py [--plan plan/cases.json] [--out DIR] [NAME ...]

A plan is a list of objects: `name`, `model` (a function `model_<...>` below), `seed`, `optimizer` [class, arguments],
`loss`, and whatever else `record` reads. Weights and data come from numpy's RandomState(seed) alone.
"""
import argparse
import contextlib
import importlib.metadata
import json
import os
import pathlib
import sys
import tempfile
import traceback

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', TF_ENABLE_ONEDNN_OPTS='0', CUDA_VISIBLE_DEVICES='-1')
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
keras = tf.keras
layers = keras.layers


# ---- plain numbers -------------------------------------------------------------------------------------------------
def plain(value):
    """A number as JSON can hold it: floats as the shortest text of their float32."""
    value = np.asarray(value)
    if value.dtype.kind in 'iub':
        return int(value)
    if np.isnan(value):
        return 'NaN'
    if np.isinf(value):
        return 'Infinity' if value > 0 else '-Infinity'
    return float(str(np.float32(value)))


def plain_all(value):
    """What `get_config` gives, without numpy and Keras types."""
    if isinstance(value, dict):
        return {key: plain_all(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_all(each) for each in value]
    if isinstance(value, (np.floating, np.integer, np.ndarray)):
        return plain(value)
    return value


def tensor(array):
    array = np.asarray(array)
    kind = 'int32' if array.dtype.kind in 'iu' else 'float32'
    return {'shape': list(array.shape), 'dtype': kind, 'values': [plain(each) for each in array.reshape(-1)]}


def listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def spread(names, values):
    """A metric with several values, one for each class or threshold, as several numbers."""
    pairs = []
    for name, value in zip(names, listed(values)):
        parts = np.ravel(value)
        pairs += [(name, parts[0])] if len(parts) == 1 else [(f'{name}_{at}', each) for at, each in enumerate(parts)]
    return {name: plain(value) for name, value in pairs}


def tensors(value):
    if isinstance(value, dict):
        return [each if each is None else tensor(each) for each in value.values()]
    return None if value is None else [tensor(each) for each in listed(value)]


# ---- models and their data: each gives a model maker and a maker of (x, y) of n rows --------------------------------
def dense(width, activation, units, out, out_activation):
    def make():
        return keras.Sequential([
            layers.Dense(units, activation=activation, input_shape=(width,), name='hidden'),
            layers.Dense(out, activation=out_activation, name='out'),
        ], name='net')
    return make


def model_regression(random, plan):
    width, out = plan.get('width', 4), plan.get('out', 2)

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        mix = np.sin(x.sum(1, keepdims=True) + np.arange(out))
        return x, (plan.get('scale', 1.0) * mix + 0.2 * random.randn(rows, out)).astype('f4')
    return dense(width, 'tanh', plan.get('units', 5), out, None), data


def model_positive(random, plan):
    """Targets and outputs above zero, for losses that take logarithms."""
    width, out = plan.get('width', 3), plan.get('out', 2)

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        return x, np.exp(0.5 * x[:, :1] + 0.3 * random.randn(rows, out)).astype('f4')
    return dense(width, 'tanh', 5, out, 'softplus'), data


def model_signs(random, plan):
    """Targets of -1 and 1 (or 0 and 1), for the hinges."""
    width, out, low = plan.get('width', 4), plan.get('out', 3), plan.get('low', -1)

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        return x, np.where(x[:, :1] * np.arange(1, out + 1) + 0.3 * random.randn(rows, out) > 0, 1, low).astype('f4')
    return dense(width, 'relu', 6, out, 'tanh' if low == -1 else None), data


def model_labels(random, plan):
    """Independent labels behind a sigmoid, or logits."""
    width, out, scale = plan.get('width', 4), plan.get('out', 1), plan.get('scale', 1.0)

    def data(rows):
        x = (scale * random.randn(rows, width)).astype('f4')
        return x, (x[:, :out] + 0.6 * scale * random.randn(rows, out) > 0).astype('f4')
    return dense(width, 'relu', plan.get('units', 6), out, None if plan.get('logits') else 'sigmoid'), data


def model_classes(random, plan):
    """One-hot classes (or indices) behind a softmax, or logits."""
    width, out, scale = plan.get('width', 4), plan.get('out', 3), plan.get('scale', 1.0)

    def data(rows):
        x = (scale * random.randn(rows, width)).astype('f4')
        index = (x[:, :out] + 0.4 * scale * random.randn(rows, out)).argmax(1)
        return x, index.astype('int32') if plan.get('sparse') else np.eye(out, dtype='f4')[index]
    return dense(width, 'elu', plan.get('units', 6), out, None if plan.get('logits') else 'softmax'), data


def model_shares(random, plan):
    """Targets that are distributions."""
    width, out = plan.get('width', 4), plan.get('out', 4)

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        share = np.exp(x[:, :1] * np.arange(out) * 0.4 + 0.3 * random.randn(rows, out))
        return x, (share / share.sum(1, keepdims=True)).astype('f4')
    return dense(width, 'tanh', 5, out, 'softmax'), data


def model_ends(random, plan):
    """One-hot classes (or indices) behind a layer of its own that is an activation, with nothing or a reshape behind."""
    width, out, scale = plan.get('width', 4), plan.get('out', 3), plan.get('scale', 1.0)
    ends = {
        'softmax': lambda: [layers.Softmax(name='end')],
        'activation': lambda: [layers.Activation('softmax', name='end')],
        'sigmoid': lambda: [layers.Activation('sigmoid', name='end')],
        'reshaped': lambda: [layers.Softmax(name='soft'), layers.Reshape((out,), name='end')],
        'passed': lambda: [layers.Softmax(name='soft'), layers.Activation('linear', name='end')],
    }

    def make():
        first = layers.Dense(5, activation='relu', input_shape=(width,), name='hidden')
        return keras.Sequential([first, layers.Dense(out, name='scores'), *ends[plan['end']]()], name='net')

    def data(rows):
        x = (scale * random.randn(rows, width)).astype('f4')
        index = (x[:, :out] + 0.4 * scale * random.randn(rows, out)).argmax(1)
        return x, index.astype('int32') if plan.get('sparse') else np.eye(out, dtype='f4')[index]
    return make, data


def model_columns(random, plan):
    """Classes along the first of two axes, the second one free to choose another for."""
    width, out, columns = plan.get('width', 3), plan.get('out', 4), plan.get('columns', 5)

    def make():
        shape = (out, columns)
        return keras.Sequential([
            layers.Dense(6, activation='tanh', input_shape=(width,), name='hidden'),
            layers.Dense(out * columns, activation=plan.get('activation'), name='flat'),
            layers.Reshape(shape, name='out'),
        ], name='net')

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        index = (x[:, :1, None] * np.arange(out)[:, None] + random.randn(rows, out, columns)).argmax(1)
        return x, np.eye(out, dtype='f4')[index].transpose(0, 2, 1).copy()
    return make, data


def model_labelled(random, plan):
    """A class for each time step, some of them to be ignored."""
    words, steps, out, ignored = plan.get('words', 7), plan.get('steps', 5), plan.get('out', 4), plan['ignored']

    def make():
        return keras.Sequential([
            layers.Embedding(words, 3, input_length=steps, mask_zero=plan.get('masked', False), name='embedding'),
            layers.SimpleRNN(4, return_sequences=True, name='rnn'),
            layers.Dense(out, activation=None if plan.get('logits') else 'softmax', name='out'),
        ], name='net')

    def data(rows):
        x = random.randint(1, words, (rows, steps)).astype('int32')
        y = (x % out).astype('int32')
        y[random.rand(rows, steps) < 0.3] = ignored
        for row in range(rows):
            x[row, 1 + random.randint(steps):] = 0
            y[row, 0] = (ignored + 1) % out
        return x, y
    return make, data


def model_tokens(random, plan):
    """An embedding whose rows are looked up several times in a batch."""
    words, steps, out = plan.get('words', 8), plan.get('steps', 5), 3

    def make():
        return keras.Sequential([
            layers.Embedding(words, 3, input_length=steps, name='embedding'),
            layers.GlobalAveragePooling1D(name='mean'),
            layers.Dense(out, activation='softmax', name='out'),
        ], name='net')

    def data(rows):
        x = random.randint(0, words, (rows, steps)).astype('int32')
        return x, (x.sum(1) % out).astype('int32')
    return make, data


def model_tables(random, plan):
    """Several embeddings: one that two inputs share and that masks, one inside a model, one for each time step."""
    words, steps, out = 7, 4, 3

    def make():
        first, second = layers.Input((steps,), name='first'), layers.Input((steps,), name='second')
        shared = layers.Embedding(words, 3, mask_zero=True, name='shared')
        penalty = keras.regularizers.L2(0.05) if plan.get('penalty') else None
        inner = keras.Sequential([
            layers.Embedding(words, 2, input_length=steps, embeddings_regularizer=penalty, name='own'),
            layers.GlobalAveragePooling1D(name='mean'),
        ], name='inner')
        each = layers.TimeDistributed(layers.Embedding(words, 2, name='column'), name='each')
        columns = layers.Reshape((steps, 1), name='columns')(second)
        read = layers.GRU(3, reset_after=False, name='read')
        parts = [
            read(shared(first)), read(shared(second)), inner(first),
            layers.Flatten(name='flat')(each(columns)),
        ]
        joined = layers.Concatenate(name='joined')(parts)
        return keras.Model([first, second], layers.Dense(out, activation='softmax', name='out')(joined), name='net')

    def data(rows):
        x = [random.randint(0, words, (rows, steps)).astype('int32') for _ in range(2)]
        # What is masked out stands at the end.
        x = [-np.sort(-each, 1) for each in x]
        return x, (x[0].sum(1) % out).astype('int32')
    return make, data


def model_carried(random, plan):
    """Recurrent layers that carry their states from batch to batch; `masked`: past steps that do not count, or none does."""
    rows, steps, width = 4, 3, 2
    masked = plan.get('masked', False)

    def make():
        first = {'batch_input_shape': (rows, steps, width)}
        return keras.Sequential([
            *([layers.Masking(name='mask', **first)] if masked else []),
            layers.LSTM(3, stateful=True, return_sequences=True, name='lstm', **({} if masked else first)),
            layers.GRU(2, stateful=True, reset_after=masked, name='gru'),
            layers.Dense(1, name='out'),
        ], name='net')

    def data(_):
        x = random.randn(rows, steps, width).astype('f4')
        y = x.sum((1, 2))[:, None].astype('f4')
        if masked:
            x[random.rand(rows, steps) < 0.4] = 0
            x[random.randint(rows)] = 0
        return x, y
    return make, data


def model_pictures(random, plan):
    size, out = plan.get('size', 6), plan.get('out', 3)

    def make():
        return keras.Sequential([
            layers.Conv2D(4, 3, activation='relu', input_shape=(size, size, 2), name='conv'),
            layers.BatchNormalization(momentum=0.8, name='norm'),
            layers.Flatten(name='flat'),
            layers.Dense(out, activation='softmax', name='out'),
        ], name='net')

    def data(rows):
        index = random.randint(0, out, rows)
        x = random.randn(rows, size, size, 2).astype('f4') + index[:, None, None, None] * 0.5
        return x.astype('f4'), np.eye(out, dtype='f4')[index]
    return make, data


def model_steps(random, plan):
    """A label for each time step."""
    steps, width = plan.get('steps', 4), plan.get('width', 3)

    def make():
        return keras.Sequential([
            layers.GRU(4, return_sequences=True, reset_after=False, input_shape=(steps, width), name='gru'),
            layers.Dense(1, activation='sigmoid', name='out'),
        ], name='net')

    def data(rows):
        x = random.randn(rows, steps, width).astype('f4')
        return x, (x.cumsum(1)[:, :, :1] > 0).astype('f4')
    return make, data


def model_two(random, plan):
    """Two outputs."""
    width = plan.get('width', 4)

    def make():
        x = layers.Input((width,), name='x')
        hidden = layers.Dense(5, activation='tanh', name='hidden')(x)
        outputs = [layers.Dense(1, name='amount')(hidden), layers.Dense(3, activation='softmax', name='kind')(hidden)]
        return keras.Model(x, outputs, name='net')

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        return x, [x[:, :1] * 2, np.eye(3, dtype='f4')[x[:, :3].argmax(1)]]
    return make, data


def model_shared(random, plan):
    """Two outputs: classes that something else takes too, and what comes of it."""
    width, out, scale, kind = plan.get('width', 4), plan.get('out', 3), plan.get('scale', 1.0), plan['kind']

    def make():
        x = layers.Input((width,), name='x')
        scores = layers.Dense(out, activation='softmax', name='kind')
        if kind == 'twice':
            left, right = layers.Dense(5, activation='relu', name='left')(x), layers.Dense(5, name='right')(x)
            return keras.Model(x, [scores(left), scores(right)], name='net')
        if kind == 'nested':
            inside = layers.Input((width,), name='inside')
            probabilities = keras.Model(inside, scores(inside), name='inner')(x)
        else:
            probabilities = scores(x)
        shown = layers.Activation('linear', name='same')(probabilities) if kind == 'passed' else probabilities
        joined = layers.Concatenate(name='joined')([probabilities, x])
        return keras.Model(x, [shown, layers.Dense(out, activation='softmax', name='other')(joined)], name='net')

    def data(rows):
        x = (scale * random.randn(rows, width)).astype('f4')
        index = (x[:, :out] + 0.4 * scale * random.randn(rows, out)).argmax(1)
        return x, [np.eye(out, dtype='f4')[index], np.eye(out, dtype='f4')[(index + 1) % out]]
    return make, data


def model_masked(random, plan):
    """Two inputs of steps, masked each in its own way, behind the same layers: two outputs of one layer."""
    words, steps, out = 7, 5, 3

    def make():
        inputs = [layers.Input((steps,), name=name) for name in ('first', 'second')]
        embedding = layers.Embedding(words, 3, mask_zero=True, name='embedding')
        scores = layers.Dense(out, activation='softmax', name='out')
        return keras.Model(inputs, [scores(embedding(each)) for each in inputs], name='net')

    def data(rows):
        x = [-np.sort(-random.randint(0, words, (rows, steps)), 1).astype('int32') for _ in range(2)]
        return x, [(each % out).astype('int32') for each in x]
    return make, data


def model_mask_paths(random, plan):
    """Where masks go: until a layer ends them, only with their own tensors, into models and out of them."""
    words, steps, out, kind = 7, 5, 3, plan['kind']

    def embedding(name='embedding'):
        return layers.Embedding(words, 3, mask_zero=True, name=name)

    def read(name, sequences=False):
        return layers.GRU(3, return_sequences=sequences, reset_after=False, name=name)

    def ended(x):
        return read('last', True)(layers.RepeatVector(steps, name='again')(read('first')(embedding()(x))))

    def branches(x):
        plain = layers.Embedding(words, 3, name='plain')(x)
        return layers.Concatenate(name='joined')([read('masked', True)(embedding()(x)), read('unmasked', True)(plain)])

    def nested(x):
        inside = layers.Input((steps, 3), name='inside')
        inner = keras.Model(inside, read('inner_read', True)(inside), name='inner')
        outside = layers.Input((steps,), name='outside')
        table = keras.Model(outside, embedding()(outside), name='table')
        return layers.LeakyReLU(0.2, name='leaky')(inner(table(x)))

    def averaged(x):
        return layers.GlobalAveragePooling1D(name='average')(read('masked', True)(embedding()(x)))

    def normalized(x):
        return layers.GlobalAveragePooling1D(name='average')(layers.BatchNormalization(name='norm')(embedding()(x)))

    def make():
        x = layers.Input((steps,), name='x')
        paths = {'ended': ended, 'branches': branches, 'nested': nested, 'averaged': averaged, 'normalized': normalized}
        scores = layers.Dense(out, activation='softmax', name='out')(paths[kind](x))
        return keras.Model(x, scores, name='net')

    def data(rows):
        x = -np.sort(-random.randint(0, words, (rows, steps)), 1).astype('int32')
        return x, ((x[:, 0] if kind in ('averaged', 'normalized') else x) % out).astype('int32')
    return make, data


def model_mask_sums(random, plan):
    """Two inputs, masked each in its own way, added up with one that is not."""
    words, steps = 7, 5

    def make():
        inputs = [layers.Input((steps,), name=name) for name in ('first', 'second')]
        embedding = layers.Embedding(words, 3, mask_zero=True, name='embedding')
        plain = layers.Embedding(words, 3, name='plain')(inputs[0])
        added = layers.Add(name='added')([*map(embedding, inputs), plain])
        read = layers.LSTM(3, return_sequences=True, name='read')(added)
        return keras.Model(inputs, layers.Dense(3, activation='softmax', name='out')(read), name='net')

    def data(rows):
        x = [-np.sort(-random.randint(0, words, (rows, steps)), 1).astype('int32') for _ in range(2)]
        return x, ((x[0] + x[1]) % 3).astype('int32')
    return make, data


def model_outputs_of_one(random, plan):
    """A model inside with two outputs that are both used: its moving statistics move once."""
    width = 4

    def make():
        inside = layers.Input((width,), name='inside')
        hidden = layers.Dense(3, activation='tanh', name='hidden')(inside)
        inner = keras.Model(inside, [layers.BatchNormalization(momentum=0.7, name='norm')(hidden), hidden], name='inner')
        x = layers.Input((width,), name='x')
        joined = layers.Concatenate(name='joined')(inner(layers.Dense(width, name='first')(x)))
        return keras.Model(x, layers.Dense(2, name='out')(joined), name='net')

    def data(rows):
        x = random.randn(rows, width).astype('f4')
        return x, np.sin(x[:, :2] + x[:, 2:]).astype('f4')
    return make, data


# ---- what a model is compiled with ----------------------------------------------------------------------------------
def schedule_or_number(rate):
    return getattr(keras.optimizers.schedules, rate[0])(**rate[1]) if isinstance(rate, list) else rate


def optimizer_of(given):
    name, arguments = given
    arguments = {key: schedule_or_number(value) if key == 'learning_rate' else value for key, value in arguments.items()}
    return getattr(keras.optimizers, name)(**arguments)


def optimizer_config(optimizer):
    config = plain_all(optimizer.get_config())
    rate = config['learning_rate']
    if isinstance(rate, dict):
        config['learning_rate'] = {'class_name': rate['class_name'], 'config': rate['config']}
    return {'class_name': type(optimizer).__name__, 'config': config}


def made(module, given):
    """Names stay names; {class_name, config} becomes an object."""
    if isinstance(given, list):
        return [made(module, each) for each in given]
    if isinstance(given, dict) and 'class_name' in given:
        return getattr(module, given['class_name'])(**given['config'])
    if isinstance(given, dict):
        return {key: made(module, each) for key, each in given.items()}
    return given


def initial_weights(model, random, shaken):
    """Random weights by the role of the variable; `shaken` moves each by a rounding step of float32."""
    weights = []
    for variable in model.weights:
        name, shape = variable.name, variable.shape
        if 'gamma' in name or 'variance' in name:
            value = 1 + 0.2 * np.abs(random.randn(*shape))
        elif 'kernel' in name or 'embedding' in name:
            value = 0.5 * random.randn(*shape)
        else:
            value = 0.1 * random.randn(*shape)
        weights.append(value.astype('f4'))
    if shaken:
        noise = np.random.RandomState(shaken)
        weights = [(w * (1 + 1.2e-7 * noise.choice([-1, 0, 1], w.shape))).astype('f4') for w in weights]
    return weights


def weights_with_names(model):
    found = []
    for layer in model.layers:
        trainable = {id(each) for each in layer.trainable_weights}
        for each in layer.weights:
            name = each.name.split(':')[0]
            found.append({'layer': layer.name, 'name': name, 'trainable': id(each) in trainable, **tensor(each.numpy())})
    return found


# ---- callbacks ------------------------------------------------------------------------------------------------------
class Witness(keras.callbacks.Callback):
    """Notes the order of calls, the logs of batches and the learning rate of epochs."""

    def __init__(self):
        super().__init__()
        self.events, self.batch_logs, self.rates = [], [], []

    def on_train_begin(self, logs=None):
        self.events.append(['train_begin'])

    def on_train_end(self, logs=None):
        self.events.append(['train_end'])

    def on_epoch_begin(self, epoch, logs=None):
        self.events.append(['epoch_begin', epoch])
        self.batch_logs.append([])
        rate = self.model.optimizer._learning_rate
        self.rates.append(plain(rate.numpy()) if hasattr(rate, 'numpy') else None)

    def on_epoch_end(self, epoch, logs=None):
        self.events.append(['epoch_end', epoch])

    def on_train_batch_begin(self, batch, logs=None):
        self.events.append(['batch_begin', batch])

    def on_train_batch_end(self, batch, logs=None):
        self.events.append(['batch_end', batch])
        self.batch_logs[-1].append(spread(logs, list(logs.values())))

    def on_test_begin(self, logs=None):
        self.events.append(['test_begin'])

    def on_test_end(self, logs=None):
        self.events.append(['test_end'])

    def on_test_batch_begin(self, batch, logs=None):
        self.events.append(['test_batch_begin', batch])

    def on_test_batch_end(self, batch, logs=None):
        self.events.append(['test_batch_end', batch])


def callback_of(given):
    name, arguments = given
    if name == 'LearningRateScheduler':
        return keras.callbacks.LearningRateScheduler(lambda epoch, _: float(arguments['lr_kept'][epoch]))
    return getattr(keras.callbacks, name)(**arguments)


def sample_weights(kind, random, y):
    """A weight for each sample: none, some of them zero, a list with one array for each output, or one for each step."""
    if not kind:
        return None
    if kind == 'by_output':
        return [sample_weights(True, random, each) for each in y]
    weights = random.uniform(0.1, 3, y.shape[:2] if kind == 'steps' else len(listed(y)[0])).astype('f4')
    if kind == 'zeros':
        weights[random.permutation(len(weights))[:len(weights) // 2]] = 0
    return weights


def without_targets(plan, make, batch):
    """The same batch by name, with the targets (and weights) of some outputs left out."""
    x, y, w = batch
    names, without = make().output_names, plan['without_targets']

    def by_name(values):
        return values and {name: None if name in without else value for name, value in zip(names, values)}
    return x, by_name(y), by_name(w)


def given_parts(value):
    return {name: each for name, each in value.items() if each is not None} if isinstance(value, dict) else value


def class_weights(plan):
    given = plan.get('class_weight')
    return given and {int(index): weight for index, weight in given.items()}


class Batches(keras.utils.Sequence):
    def __init__(self, batches):
        self.batches = batches

    def __len__(self):
        return len(self.batches)

    def __getitem__(self, index):
        return self.batches[index]


# ---- a case ---------------------------------------------------------------------------------------------------------
def record(plan, shaken=None):
    random = np.random.RandomState(plan['seed'])
    make, data = globals()[f"model_{plan['model']}"](random, plan)
    keras.backend.clear_session()
    weights = initial_weights(make(), random, shaken)
    batches = []
    for rows in plan.get('sizes', [4] * 6):
        x, y = data(rows)
        batches.append((x, y, sample_weights(plan.get('sample_weight'), random, y)))
    if 'without_targets' in plan:
        batches = [without_targets(plan, make, batch) for batch in batches]

    def fresh():
        keras.backend.clear_session()
        model = make()
        model.set_weights(weights)
        model.compile(
            optimizer=optimizer_of(plan['optimizer']),
            loss=made(keras.losses, plan['loss']),
            metrics=made(keras.metrics, plan.get('metrics', [])),
            weighted_metrics=made(keras.metrics, plan.get('weighted_metrics')),
            loss_weights=plan.get('loss_weights'),
            run_eagerly=plan.get('eager', False),
        )
        return model

    model = fresh()
    case = {
        'name': plan['name'],
        'kind': plan['model'],
        'description': plan.get('description', f"{plan['optimizer'][0]}, loss {json.dumps(plan['loss'])}"),
        'keras': importlib.metadata.version('keras'),
        'tensorflow': tf.__version__,
        'model': json.loads(model.to_json()),
        'input_names': model.input_names,
        'output_names': model.output_names,
        'weights': weights_with_names(model),
        'compile': {
            'optimizer': optimizer_config(model.optimizer),
            'loss': plan['loss'],
            'metrics': plan.get('metrics', []),
            'weighted_metrics': plan.get('weighted_metrics'),
            'loss_weights': plan.get('loss_weights'),
        },
        'batches': [{'x': tensors(x), 'y': tensors(y), 'sample_weight': tensors(w)} for x, y, w in batches],
        'train_on_batch': record_steps(model, batches, plan),
        'fit_generator': record_fit(fresh(), batches, plan, data, random, make),
    }
    return {**case, **({'quirk': plan['quirk']} if 'quirk' in plan else {})}


def values_of(model):
    return [tensor(each) for each in model.get_weights()]


def record_steps(model, batches, plan):
    x0, y0, w0 = batches[0]
    resets = plan.get('reset_metrics', [True] * len(batches))
    weights = class_weights(plan)
    part = {'reset_metrics': resets, 'class_weight': weights, 'predictions_before': tensors(model.predict_on_batch(x0))}
    returned = []
    for (x, y, w), reset in zip(batches, resets):
        y, w = given_parts(y), given_parts(w)
        values = model.train_on_batch(x, y, sample_weight=w, class_weight=weights, reset_metrics=reset)
        named = spread(model.metrics_names, values)
        returned.append(list(named.values()))
        if 'weights_after_first_batch' not in part:
            part['weights_after_first_batch'] = values_of(model)
    part.update(
        metrics_names=list(named),
        returned=returned,
        weights_after=values_of(model),
        predictions_after=tensors(model.predict_on_batch(x0)),
    )
    tested = model.test_on_batch(x0, given_parts(y0), sample_weight=given_parts(w0))
    part['test_on_batch_after'] = list(spread(model.metrics_names, tested).values())
    return part


def as_tuple(value):
    return tuple(value) if isinstance(value, list) else value


def record_fit(model, batches, plan, data, random, make):
    epochs, first = plan.get('epochs', 2), plan.get('initial_epoch', 0)
    steps = plan.get('steps_per_epoch', len(batches) // (epochs - first))
    part = {
        'steps_per_epoch': steps,
        'epochs': epochs,
        'initial_epoch': first,
        'class_weight': class_weights(plan),
        'shuffle': False,
        'validation_freq': plan.get('validation_freq', 1),
        'callbacks': plan.get('callbacks', []),
    }
    validation = {}
    if 'validation_rows' in plan:
        x, y = data(plan['validation_rows'])
        validation['validation_data'] = (x, y)
        arrays = {'type': 'arrays', 'x': tensors(x), 'y': tensors(y), 'sample_weight': None, 'batch_size': 32}
        part['validation_data'] = arrays
    if 'validation_sizes' in plan:
        held = [data(rows) for rows in plan['validation_sizes']]
        held = [(x, y, sample_weights(plan.get('sample_weight'), random, y)) for x, y in held]
        if 'without_targets' in plan:
            held = [without_targets(plan, make, batch) for batch in held]
        validation['validation_data'] = Batches([tuple(given_parts(part) for part in each if part is not None) for each in held])
        listed_batches = [{'x': tensors(x), 'y': tensors(y), 'sample_weight': tensors(w)} for x, y, w in held]
        part['validation_data'] = {'type': 'batches', 'batches': listed_batches}

    def generator():
        for batch in batches:
            yield tuple(as_tuple(given_parts(part)) for part in batch if part is not None)

    # From a plain generator Keras knows no shapes; some metrics need them.
    source = generator()
    if plan.get('known_shapes'):
        free = [] if plan['known_shapes'] == 'all' else [None]
        spec = tuple(
            tf.nest.map_structure(lambda each: tf.TensorSpec((*free, *each.shape[len(free):]), each.dtype), part)
            for part in next(generator())
        )
        source = tf.data.Dataset.from_generator(generator, output_signature=spec)
    witness = Witness()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # for the files of callbacks
        history = model.fit(
            source, steps_per_epoch=steps, epochs=epochs, initial_epoch=first, shuffle=False, verbose=0,
            class_weight=class_weights(plan), validation_freq=part['validation_freq'],
            callbacks=[*map(callback_of, part['callbacks']), witness], **validation,
        )
    kept = {}
    for key, values in history.history.items():
        for value in values:
            for name, part_value in spread([key], [value]).items():
                kept.setdefault(name, []).append(part_value)
    part.update(
        history=kept,
        epoch=list(history.epoch),
        batch_logs=witness.batch_logs,
        events=witness.events,
        lr_at_epoch_begin=witness.rates,
        weights_after=values_of(model),
        predictions_after=tensors(model.predict_on_batch(batches[0][0])),
    )
    return part


def sensitivity(case, shaken):
    """How far Keras itself moves when each initial weight moves by a rounding step."""
    def largest(one, other):
        one, other = (np.array([float(each) for each in values]) for values in (one, other))
        moved = np.abs(one - other)[~(np.isnan(one) & np.isnan(other)) & (one != other)]
        return float(f'{moved.max():.2g}') if moved.size else 0.0

    def weights(part):
        return [value for each in part['weights_after'] for value in each['values']]

    def history(part):
        return [value for values in part['history'].values() for value in values]

    steps, fit = case['train_on_batch'], case['fit_generator']
    other_steps, other_fit = shaken['train_on_batch'], shaken['fit_generator']
    return {
        'returned': largest(sum(steps['returned'], []), sum(other_steps['returned'], [])),
        'weights': largest(weights(steps), weights(other_steps)),
        'history': largest(history(fit), history(other_fit)),
        'fit_weights': largest(weights(fit), weights(other_fit)),
    }


def main():
    here = pathlib.Path(__file__).parent
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('names', nargs='*')
    arguments.add_argument('--plan', default=here / 'plan' / 'cases.json')
    arguments.add_argument('--out', default=here, type=pathlib.Path)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    text = pathlib.Path(given.plan).read_text()
    failed = 0
    for plan in json.loads(text):
        if given.names and plan['name'] not in given.names:
            continue
        try:
            case = record(plan)
            case['sensitivity'] = sensitivity(case, record(plan, shaken=1))
        except Exception:
            traceback.print_exc()
            print(plan['name'], 'FAILED', flush=True)
            failed += 1
            continue
        (given.out / f"{plan['name']}.json").write_text(json.dumps(case, separators=(',', ':')))
        print(plan['name'], case['fit_generator']['history']['loss'], case['sensitivity'], flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
