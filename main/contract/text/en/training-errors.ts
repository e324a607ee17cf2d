import { counted } from '../../counted';
import type { AtBatch, TrainingErrors } from '../../errors/training';
import type { ErrorReport } from '../../errors';
import { nearNames } from '../../nearest-names';
import type { ErrorText, ErrorTexts } from '../error-text';
import { wordOf } from '../word-of';
import { commands } from './commands';
import { window } from './window';

type Which = 'x' | 'y' | 'sampleWeight';
const parts: { readonly [Part in Which]: string } = {
  x: 'The input',
  y: 'The target',
  sampleWeight: 'The sample weight',
};
const kinds: { readonly [What in TrainingErrors['unknown-name']['what']]: string } = {
  loss: 'loss',
  metric: 'metric',
  optimizer: 'optimizer',
  schedule: 'learning-rate schedule',
  hyperparameter: 'setting',
  model: 'model',
  callback: 'hook of a callback',
  layer: 'layer that can be changed here',
  output: 'output',
};
const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

/** ` (epoch 1, batch 13)`, counted from 1, where known. */
function at({ epoch, batch, during }: AtBatch): string {
  if (batch === undefined) return '';
  const words = `${during === 'validation' ? 'validation batch' : 'batch'} ${batch + 1}`;
  return epoch === undefined ? ` (${words})` : ` (epoch ${epoch + 1}, ${words})`;
}

/** What the person's code was called as. */
function callOf(where: string): string {
  return where === 'event loop' ? 'a timer or a promise' : where;
}

/** What to do about targets that belong to another loss. */
const fitting: { readonly [Loss in NonNullable<TrainingErrors['shape-mismatch']['fitting']>]: string } = {
  sparse: 'For class indices as targets take sparseCategoricalCrossentropy, or make the targets one-hot.',
  categorical: 'For one-hot targets take categoricalCrossentropy, or make the targets class indices.',
};

export const trainingErrors: ErrorTexts<keyof TrainingErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `Your code threw an error in ${callOf(where)}${at(place)}: ${message}`,
    next: 'Correct the line and restart. Updates made before it are kept.',
  }),
  'yield-form': ({ got, ...place }) => ({
    headline: `The data${at(place)} has a form that can’t be trained on.`,
    expected: forms,
    got,
    next: 'Yield the input and the target of one batch together.',
  }),
  'missing-key': ({ which, key, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)} does not fit the model’s names: ${key}.`,
    expected,
    got,
    next: 'Use the names of the model’s layers as keys, each once.',
  }),
  'count-mismatch': ({ which, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)} has the wrong number of arrays.`,
    expected: String(expected),
    got: String(got),
    next: 'Give one array for each input or output of the model.',
  }),
  'shape-mismatch': ({ which, name, expected, got, fitting: loss, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place)} has the wrong shape.`,
    expected,
    got,
    next: loss ? fitting[loss] : 'Change the data, or the shape in the model.',
  }),
  'rows-differ': ({ which, x, other, ...place }) => ({
    headline: `${parts[which]}${at(place)} has another number of rows than the input.`,
    expected: String(x),
    got: String(other),
    next: 'Give as many targets and weights as samples.',
  }),
  'empty-batch': (place) => ({
    headline: `The batch${at(place)} has no samples.`,
    next: 'Leave empty batches out: they would make the weights NaN.',
  }),
  'not-finite-input': ({ which, name, row, value, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place)} holds ${value} in row ${row + 1} of the batch.`,
    expected: 'finite numbers',
    got: value,
    next: 'Clean the data: one such value makes every weight NaN.',
  }),
  'class-out-of-range': ({ name, row, value, classes, ...place }) => ({
    headline: `The target ${name}${at(place)} is no class in row ${row + 1} of the batch.`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: 'Correct the label, or give the last layer more units.',
  }),
  'token-out-of-range': ({ name, row, value, tokens, ...place }) => ({
    headline: `The input ${name}${at(place)} holds a token that its embedding does not have, in row ${row + 1} of the batch.`,
    expected: `0 … ${tokens - 1}`,
    got: String(value),
    next: 'Correct the data, or give the embedding a larger inputDim.',
  }),
  'class-weight-missing': ({ missing, ...place }) => ({
    headline: `classWeight has no weight for class ${missing}${at(place)}.`,
    next: 'Give every class a weight; 1 leaves it as it is.',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `classWeight can’t be used with ${outputs} outputs.`,
    next: 'Use sampleWeight, one array for each output.',
  }),
  'generator-empty': ({ which }) => ({
    headline: {
      train: 'The training data has no batch.',
      validation: 'The validation data has no batch.',
      evaluation: 'The data to evaluate on has no batch.',
      prediction: 'The data to predict from has no batch.',
    }[which],
    next: 'Yield at least one batch.',
  }),
  'wrong-argument': ({ name, expected, got }) => ({
    headline: `The argument ${name} has a value that can’t be used.`,
    expected,
    got,
    next: `Correct ${name}; nothing has been trained.`,
  }),
  'wrong-outputs': ({ field, expected, got }) => ({
    headline: `${field} does not fit the outputs of the model.`,
    expected,
    got,
    next: 'Give one entry for each output, in their order or by name. An output with the weight 0 in lossWeights is not trained.',
  }),
  'one-class-output': ({ name }) => ({
    headline: `The output ${name} has one unit, and its loss needs one for each class.`,
    expected: 'units >= 2',
    got: 'units: 1',
    next: 'For the labels 0 and 1 take binaryCrossentropy with a sigmoid activation, or give the layer a unit for each class.',
  }),
  'data-form': ({ where, got }) => ({
    headline: `The data of ${where} is neither a generator nor a Sequence.`,
    expected: 'generator | { length, item(index) }',
    got,
    next: 'Give what the generator function returns when it is called.',
  }),
  'ran-out-of-data': ({ which, batches, expected }) => ({
    headline: {
      train: 'The training data ended early: the training ends here.',
      validation: 'The validation data ended early: later epochs are not validated.',
      evaluation: 'The data to evaluate on ended early.',
      prediction: 'The data to predict from ended early.',
    }[which],
    expected: counted(expected, 'batch', 'batches'),
    got: counted(batches, 'batch', 'batches'),
    next: {
      train: 'Let the generator yield stepsPerEpoch batches for each epoch, or ask for fewer.',
      validation: 'Let the generator yield validationSteps batches for each validation, or ask for fewer.',
      evaluation: 'Let the generator yield as many batches as steps says, or ask for fewer.',
      prediction: 'Let the generator yield as many batches as steps says, or ask for fewer.',
    }[which],
  }),
  'nothing-to-train': ({ initialEpoch, epochs }) => ({
    headline: 'No epoch is left to train.',
    expected: `initialEpoch < epochs (${epochs})`,
    got: `initialEpoch ${initialEpoch}`,
    next: 'epochs is the number of the last epoch, not how many follow: raise it.',
  }),
  'epochs-ignored': () => ({
    headline: 'The number of epochs has no effect: nothing says how many batches an epoch has here.',
    next: 'Say it with --steps-per-epoch, and the run ends after so many batches; or leave out --epochs.',
  }),
  'steps-needed': ({ which }) => ({
    headline: `A generator has no length, so ${which} is needed.`,
    next: `Set ${which}, or return a Sequence.`,
  }),
  'wrong-hyperparameter': ({ name, expected, got }) => ({
    headline: `The setting ${name} has a value that can’t be used.`,
    expected,
    got,
    next: `Correct ${name} in compile.`,
  }),
  'unknown-name': ({ what, name, known }) => ({
    headline: `There is no ${kinds[what]} ${name}.`,
    expected: known,
    next: nearNext(name, known),
  }),
  'unsupported-model': ({ layer, what }) => ({
    headline: `${layer} can’t be trained as it is.`,
    expected: what,
    next: 'Return a built model: give its first layer an inputShape.',
  }),
  'unsupported-layer': ({ layer, what }) => ({
    headline: `The layer ${layer} can’t be built: ${what}.`,
    next: 'Use another layer or setting; with this one the results would not be Keras’s.',
  }),
  'model-json': ({ got }) => ({
    headline: 'The JSON does not describe a model.',
    expected: '{ class_name, config } | { modelTopology }',
    got,
    next: 'Give what model.to_json() of Keras writes, or a model.json of TensorFlow.js.',
  }),
  'nothing-kept': ({ folder, what }) => ({
    headline: `There is no ${what === 'run' ? 'saved run' : 'kept step'} in ${folder}.`,
    next:
      what === 'run'
        ? 'Name the folder that was printed when the run was saved.'
        : 'Name the folder that was shown when the step with NaN was kept.',
  }),
  'model-file': ({ file, expected, got }) => ({
    headline: `${file} can’t be read as a saved model.`,
    expected,
    got,
    next: 'Save the model again, or choose another folder.',
  }),
  'other-model': ({ file, expected, got }) => ({
    headline: `What ${file} holds was kept from another model.`,
    expected,
    got,
    next: 'Go on with the experiment that it was kept from, or train this one from its beginning.',
  }),
  'file-name': ({ name, field, known }) => ({
    headline: `The file name ${name} can’t be filled in: ${field}.`,
    expected: known,
    next: 'Use only fields that the logs have at that time.',
  }),
  'monitor-missing': ({ callback, monitor, known }) => ({
    headline: `${callback} watches ${monitor}, which this epoch does not have.`,
    expected: known,
    next: 'Watch another value, or validate in every epoch.',
  }),
  'learning-rate-fixed': () => ({
    headline: 'The learning rate follows a schedule and can’t be set.',
    next: 'Leave out the callback that sets it, or give the optimizer a number as learningRate.',
  }),
  'no-row-left': () => ({
    headline: 'It is the last row of the batch: nothing would be left to train on.',
    next: 'Discard the batch instead.',
  }),
  'row-without-id': () => ({
    headline: 'The rows of this data have no ids: a change counts for the batch that the run stands in only.',
    next: 'Step into a batch (F11) and change its rows there, or use a source such as arrays or csv, whose rows have ids.',
  }),
  'repeat-without-epochs': () => ({
    headline: 'Only data of a run by epochs can be repeated: in this one the end of the data is the end of the run.',
    next: 'Let the data go on in the experiment itself.',
  }),
  'data-not-repeated': () => ({
    headline: 'train() was called again, and gave no batch.',
    next: 'Let it return a new generator each time that it is called, not one that it has made before.',
  }),
  'batch-size-fixed': ({ rows }) =>
    rows === undefined
      ? {
          headline: 'The loop decides which rows each call of trainOnBatch gets.',
          next: 'Change the batch size in the loop itself, and start again.',
        }
      : {
          headline: `The model is made for batches of ${counted(rows, 'row')} and can’t be given others.`,
          next: 'Give its first layer inputShape in place of batchInputShape, and start again.',
        },
  'resume-loop': () => ({
    headline: 'A custom loop can’t go on in another process: its variables are not saved.',
    next: 'Train it from its beginning.',
  }),
  'already-training': ({ model }) => ({
    headline: model === '' ? 'The model is being trained already.' : `The model ${model} is being trained already.`,
    next: 'Await the call that trains it before you start another.',
  }),
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [
      `${file} can’t be read as data`,
      row !== undefined && `row ${row}`,
      column !== undefined && `column ${column}`,
    ]
      .filter(Boolean)
      .join(', '),
    expected,
    got,
    next: got.startsWith('ENOENT')
      ? 'Correct the path. A file beside the experiment is join(import.meta.dirname, "NAME"), with join of node:path.'
      : 'Correct the file or the options.',
  }),
  'history-disk': ({ folder, message }) => ({
    headline: `Snapshots can’t be written to ${folder}: ${message}`,
    next: 'Training goes on. It can go back only as far as memory holds; free some space and restart to go back further.',
  }),
  'run-inside': () => ({
    headline: 'The run stands inside a batch and can’t be saved there.',
    next: 'The state before this batch is not kept: commit or discard it, then save.',
  }),
  'run-without-file': ({ folder }) => ({
    headline: `The saved run in ${folder} does not say which experiment it is of.`,
    next: 'Go on with it on the command line: npm run train -- FILE --resume FOLDER',
  }),
  'run-not-kept': ({ folder, message }) => ({
    headline: `The run can’t be kept in ${folder}: ${message}`,
    next: 'Training goes on. If its process dies, what was trained since is lost; free some space.',
  }),
  'no-such-step': ({ step, oldest, newest }) => ({
    headline: `Step ${step} can’t be gone to.`,
    expected: `a step from ${oldest} to ${newest}`,
    got: String(step),
    next: 'Choose a step that was trained and is still kept.',
  }),
  'wrong-edit': ({ name, expected, got }) => ({
    headline: `${name} can’t be changed to ${got}.`,
    expected,
    got,
    next: 'Nothing has been changed. Give another value.',
  }),
  'wrong-variant': ({ name, expected, got }) => ({
    headline: `A variant can’t be computed: ${name} does not fit.`,
    expected,
    got,
    next: 'Correct the variant; nothing has been changed.',
  }),
  'batch-changed': ({ file }) => ({
    headline: `${file} holds another batch than the one that was trained on.`,
    next: 'Put the file back as it was: with another batch the run would come to other weights.',
  }),
  'batch-misfit': ({ file, error }) => ({
    ...textOf(error),
    headline: `${file} does not fit the model. ${textOf(error).headline}`,
    next: 'Open a batch that was saved from this model, or arrays of the same shapes.',
  }),
  'discard-misplaced': ({ step, epoch, batch }) => ({
    headline: `Batch ${batch + 1} of epoch ${epoch + 1} does not come after step ${step}: it can’t be discarded there.`,
    next: 'Give the list with the same experiment, data and options as the run that it was copied from, and all of its edits.',
  }),
  'edits-beyond-end': ({ count, step, end }) => ({
    headline:
      count === 1
        ? `An edit is to be made after step ${step}, where the run has no more batches: it ends after step ${end}.`
        : `${count} edits are to be made where the run has no more batches, the first after step ${step}: it ends after step ${end}.`,
    next: 'Train for more epochs or steps, or take those edits out of the list.',
  }),
  'no-such-edit': ({ id }) => ({
    headline: `Edit ${id} can’t be taken back here.`,
    next: 'Choose an edit of this line, or go back to before it.',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `${wordOf(commands, command, 'label')} can’t be done in this state: ${wordOf(window.states, status, 'word')}.`,
    next: 'Wait for another state, or restart.',
  }),
  'not-compiled': ({ model }) => ({
    headline: `The model ${model} is not compiled.`,
    next: 'Give it an entry in compile.',
  }),
  unexpected: ({ message }) => ({
    headline: `Something went wrong inside Batchpoint: ${message}`,
    next: 'Restart the run. If it happens again, copy the details and report it.',
  }),
};

function nearNext(name: string, known: string): string {
  const near = nearNames(name, known.split(', '));
  return near.length === 0 ? 'Correct the name.' : `Did you mean ${near.join(' or ')}?`;
}

/** The sentences of an error inside another. */
function textOf({ code, values }: ErrorReport<keyof TrainingErrors>): ErrorText {
  return (trainingErrors as { readonly [code: string]: (values: unknown) => ErrorText })[code]!(values);
}
