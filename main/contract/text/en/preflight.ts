import { counted } from '../../counted';
import type { ErrorReport } from '../../errors';
import type { PreflightCheck, PreflightFinding, PreflightUnknown } from '../../debug/preflight';

type Range = { readonly min: string; readonly max: string };
type Words = { readonly seen: string; readonly todo?: string };
type Values<Code extends PreflightFinding['code']> = Extract<PreflightFinding, { code: Code }>['values'];
type Findings = {
  readonly [Code in PreflightFinding['code']]: (values: Shown<Values<Code>>) => Words;
};
/** Numbers come as text, lists joined, errors as their sentence. */
export type Shown<Each> = {
  readonly [Key in keyof Each]: Each[Key] extends number | readonly number[] | readonly string[] | ErrorReport
    ? string
    : Each[Key];
};

const range = ({ min, max }: Range) => `${min} to ${max}`;

const tryRates = (low: string, high: string) => (low === high ? `Try about ${low}.` : `Try ${low} to ${high}.`);

const checks: { readonly [Check in PreflightCheck]: { readonly name: string; readonly fine: string } } = {
  data: { name: 'Data', fine: 'Batches fit the model, differ, and are in range.' },
  loss: { name: 'Loss and output', fine: 'Loss, activation and targets belong together.' },
  step: { name: 'Dry step', fine: 'A step can be computed, and every number of it is finite.' },
  gradients: { name: 'Gradients', fine: 'Every trainable weight gets a gradient.' },
  learning: { name: 'One batch', fine: 'The first batch can be learned.' },
  rate: { name: 'Learning rate', fine: 'The rate is among those that are good.' },
};

const findings: Findings = {
  'batch-refused': ({ batch, error }) => ({
    seen: `Batch ${batch} can’t be trained on. ${error}`,
  }),
  'too-short': ({ batches, needed }) => ({
    seen: `The data ended after ${counted(batches, 'batch', 'batches')}; the run takes ${needed}.`,
    todo: 'Let the generator loop for ever, or lower stepsPerEpoch and epochs.',
  }),
  repeats: ({ batches }) => ({
    seen: `The first ${batches} batches are all the same.`,
    todo: 'Look at where the generator goes on to the next rows.',
  }),
  cycles: ({ period, stepsPerEpoch }) => ({
    seen: `After ${period} batches the first one comes again; an epoch has ${stepsPerEpoch}.`,
    todo: `Set stepsPerEpoch to ${period}, or give more data.`,
  }),
  'constant-input': ({ name, value }) => ({
    seen: `Every number of ${name} is ${value}.`,
    todo: 'Look at how it is read and scaled.',
  }),
  tiny: ({ name, ...values }) => ({
    seen: `${name} runs from ${range(values)}.`,
    todo: 'Was it scaled twice? Inputs of about −1 to 1 are learned best.',
  }),
  'constant-targets': ({ name, value }) => ({
    seen: `Every target of ${name} is ${value}.`,
    todo: 'Look at which column or file the targets are read from.',
  }),
  'validation-seen': ({ share, rows }) => ({
    seen: `Of ${counted(rows, 'row')} of the validation data, ${share} are in the training data too.`,
    todo: 'Hold rows out for validation: it says nothing of rows that were trained on.',
  }),
  'validation-refused': ({ batch, error }) => ({
    seen: `Batch ${batch} of the validation data can’t be evaluated. ${error}`,
  }),
  'validation-short': ({ batches, needed }) => ({
    seen: `The validation data ended after ${counted(batches, 'batch', 'batches')}; the run takes ${needed}.`,
    todo: 'Let the generator loop for ever, or lower validationSteps.',
  }),
  'validation-unlike': ({ name, trainedMin: min, trainedMax: max, ...values }) => ({
    seen: `${name} runs from ${range({ min, max })} in the training data, and from ${range(values)} in the validation data.`,
    todo: 'Scale both in the same way.',
  }),
  unrelated: ({ name, rows }) => ({
    seen: `In ${rows} rows, targets of ${name} have nothing to do with the inputs.`,
    todo: 'Look whether inputs and targets are shuffled in one and the same order.',
  }),
  unscaled: ({ name, ...values }) => ({
    seen: `${name} runs from ${range(values)}.`,
    todo: 'Scale inputs to about −1 to 1, for pictures by dividing by 255.',
  }),
  'constant-columns': ({ name, columns }) => ({
    seen: `Columns of ${name} that never change: ${columns}.`,
    todo: 'Leave them out, or look at how they are read.',
  }),
  imbalance: ({ name, share }) => ({
    seen: `One class is ${share} of the targets of ${name}.`,
    todo: 'Give classWeight, or draw classes evenly; don’t trust accuracy alone.',
  }),
  'one-class': ({ name }) => ({
    seen: `All targets of ${name} are of one class.`,
    todo: 'Shuffle the data: sorted by class, the model learns the last one.',
  }),
  'sorted-classes': ({ name, rows, changes }) => ({
    seen: `In ${rows} rows, the class of ${name} changes ${counted(changes, 'time')}: rows come sorted by class.`,
    todo: 'Shuffle the rows: what is trained on one class at a time forgets the others.',
  }),
  'labels-from-one': ({ name, last }) => ({
    seen: `Classes of ${name} run from 1 to ${last}; class 0 never comes.`,
    todo: 'Count classes from 0, and leave out the unit that is over.',
  }),
  'logits-activated': ({ name, activation }) => ({
    seen: `The loss of ${name} is said to take logits, and the layer ends in ${activation}.`,
    todo: 'Leave out fromLogits, or the activation.',
  }),
  'logits-taken': ({ name, loss, activation }) => ({
    seen: `${loss} takes probabilities, and ${name} gives any number.`,
    todo: `End the layer in ${activation}, or set fromLogits.`,
  }),
  'wrong-activation': ({ name, loss, activation, fitting }) => ({
    seen: `${name} ends in ${activation}; ${loss} goes with ${fitting}.`,
    todo: `Change the activation to ${fitting}, or the loss.`,
  }),
  'one-unit-softmax': ({ name }) => ({
    seen: `A softmax over the one unit of ${name} is always 1, however far the loss falls.`,
    todo: 'Use sigmoid for two classes, or a unit for each class.',
  }),
  'targets-out-of-reach': ({ name, activation, ...values }) => ({
    seen: `Targets of ${name} run from ${range(values)}; ${activation} can’t give all of that.`,
    todo: 'Use a linear output, or scale the targets.',
  }),
  'targets-not-shares': ({ name, loss, ...values }) => ({
    seen: `Targets of ${name} run from ${range(values)}; ${loss} wants 0 to 1.`,
    todo: 'Scale the targets, or choose a loss for them.',
  }),
  'targets-not-distribution': ({ name, loss, ...values }) => ({
    seen: `Targets of a row of ${name} add up to ${range(values)}; ${loss} wants 1.`,
    todo: 'For several classes in a row use sigmoid and binaryCrossentropy.',
  }),
  'targets-unscaled': ({ name, ...values }) => ({
    seen: `Targets of ${name} run from ${range(values)}.`,
    todo: 'Scale targets to about −1 to 1, and predictions back.',
  }),
  'accuracy-of-numbers': ({ name, loss }) => ({
    seen: `Accuracy of ${name} is measured on numbers that ${loss} brings near, not on classes.`,
    todo: 'Use a metric for numbers, such as meanAbsoluteError.',
  }),
  'not-finite': ({ names }) => ({
    seen: `The first step gives NaN or infinities: ${names}.`,
    todo: 'Step into the first batch and bisect it.',
  }),
  'step-failed': ({ error }) => ({ seen: error, todo: 'Change the model or the loss so that a step can be computed.' }),
  'nothing-trainable': () => ({
    seen: 'No weight is trainable.',
    todo: 'Set trainable on at least one layer before compiling.',
  }),
  'no-gradient': ({ variables }) => ({
    seen: `No gradient reaches ${variables}.`,
    todo: 'Look at layers after it that start as zeros, are saturated or not connected.',
  }),
  'dead-layer': ({ layer }) => ({
    seen: `${layer} gives 0 for every row.`,
    todo: 'Use another initializer or a leaky activation, or a lower rate.',
  }),
  'same-units': ({ layer }) => ({
    seen: `All units of ${layer} have the same weights, and will keep them the same.`,
    todo: 'Use a random initializer.',
  }),
  'frozen-at-random': ({ layer }) => ({
    seen: `${layer} is frozen, with the random weights it began with.`,
    todo: 'Load its weights, or set trainable.',
  }),
  vanishing: ({ variables, times }) => ({
    seen: `The gradient of ${variables} is ${times} times smaller than the largest.`,
    todo: 'Use ReLU and its kin, normalization or fewer layers in between.',
  }),
  'not-learned': ({ first, last, steps }) => ({
    seen: `Trained ${steps} steps on one batch, the loss went from ${first} to ${last}.`,
    todo: 'A sound model learns one batch by heart: look at loss, targets and gradients.',
  }),
  'loss-unbounded': ({ first, last, steps }) => ({
    seen: `Trained ${steps} steps on one batch, the loss fell from ${first} to ${last}, as if without end.`,
    todo: 'Is its sign right? Most losses have a least value.',
  }),
  'rate-too-high': ({ chosen, low, high }) => ({
    seen: `With a rate of ${chosen} the loss grows.`,
    todo: tryRates(low, high),
  }),
  'rate-too-low': ({ chosen, low, high }) => ({
    seen: `With a rate of ${chosen} the loss hardly moves.`,
    todo: tryRates(low, high),
  }),
};

type Unknown = {
  readonly [Code in PreflightUnknown['code']]: (
    values: Shown<Extract<PreflightUnknown, { code: Code }>['values']>,
  ) => string;
};

const unknown: Unknown = {
  'loop-not-begun': () =>
    'A custom loop has no batch before it runs: only losses, activations and first weights were looked at. Step into the first batch (F11), then look again: nothing is written there.',
  'loop-data': () => 'What the loop does next is up to it: the end of its data and later batches can’t be known.',
  'other-models': ({ models }) => `Not looked at: ${models}. Step on to a batch of theirs, then look again.`,
  'data-ahead': () => 'This data can’t be asked for in advance: only the last batch was looked at.',
  'further-batches': ({ read }) => `Batches after the first ${read} were not read.`,
  schedule: () => 'The learning rate follows a schedule: no other rates were tried.',
};

/** Words of looking at a training before it runs. Numbers come as text. */
export const preflight = {
  label: 'Pre-flight',
  run: 'Pre-flight',
  again: 'Look again',
  hint: 'Looks at the next batches, at a step, and at the learning rate. Nothing of the run changes.',
  running: 'Looking at data, loss, gradients and rate…',
  summary: (model: string, batches: string, rows: string, read: string) =>
    `${model === '' ? '' : `${model}: `}${counted(batches, 'batch', 'batches')} looked at (${counted(rows, 'row')})${read === batches ? '' : `, ${read} read`}`,
  levels: { fine: 'fine', warning: 'warning', problem: 'problem' },
  notMade: 'left out',
  mendFirst: 'Mend the problems above, then look again.',
  goodRates: (low: string, high: string) =>
    low === high ? `A good rate: about ${low}.` : `Good rates: ${low} to ${high}.`,
  learned: ({ first, last, steps }: { first: string; last: string; steps: string }) =>
    `Loss ${first} → ${last} in ${steps} steps on one batch.`,
  checks,
  findings,
  unknown,
  found: 'What was found',
  unknownLabel: 'Not known',
  close: 'Close',
} as const;
