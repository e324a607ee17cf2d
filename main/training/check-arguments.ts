import { CodedError } from '../contract/errors';
import { nearestNames } from '../contract/nearest-names';
import { notationOf } from './notation';

/** What an argument has to be. `expected` is notation, not prose: it reads the same in every language. */
export type ArgumentRule = { readonly expected: string; readonly accepts: (value: unknown) => boolean };
/** Rules by argument name. */
export type ArgumentRules = { readonly [name: string]: ArgumentRule };

const isIntegerFrom =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least;
/** Accepts a list if it accepts each of it. */
export const isListOf =
  (accepts: ArgumentRule['accepts']) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every((each) => accepts(each));

/** Whether a value is an object with fields. */
export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number, not below `least`. */
export const integerFrom = (least: number): ArgumentRule => ({
  expected: `integer >= ${least}`,
  accepts: isIntegerFrom(least),
});
/** True or false. */
export const flag: ArgumentRule = { expected: 'true | false', accepts: (value) => typeof value === 'boolean' };
const anything: ArgumentRule = { expected: '…', accepts: () => true };
/** A text that is not empty. */
export const text: ArgumentRule = { expected: 'string', accepts: (value) => typeof value === 'string' && value !== '' };
/** A number that is not NaN. */
export const number: ArgumentRule = {
  expected: 'number',
  accepts: (value) => typeof value === 'number' && !Number.isNaN(value),
};
/** After each epoch, or after so many batches. */
export const epochOrBatches: ArgumentRule = {
  expected: "'epoch' | integer >= 1",
  accepts: (value) => value === 'epoch' || isIntegerFrom(1)(value),
};
/** One of some texts. */
export const oneOf = (...texts: readonly string[]): ArgumentRule => ({
  expected: texts.map((each) => `'${each}'`).join(' | '),
  accepts: (value) => texts.includes(value as string),
});
/** Every n-th epoch, or the numbers of epochs. */
const epochNumbers: ArgumentRule = {
  expected: 'integer >= 1 | [integer >= 1, …]',
  accepts: (value) => isIntegerFrom(1)(value) || (isListOf(isIntegerFrom(1))(value) && (value as unknown[]).length > 0),
};
/** A function; `signature` shows what it takes and gives. */
export const functionOf = (signature: string): ArgumentRule => ({
  expected: signature,
  accepts: (value) => typeof value === 'function',
});
/** A list of callbacks. */
const callbacks: ArgumentRule = { expected: 'callback[]', accepts: isListOf(isRecord) };
/** A weight for each class index. */
export const classWeight: ArgumentRule = {
  expected: '{ [classIndex]: number }',
  accepts: (value) =>
    isRecord(value) && Object.entries(value).every(([index, weight]) => /^\d+$/.test(index) && Number.isFinite(weight)),
};
/** How much is printed, as in Keras. */
const verbose: ArgumentRule = {
  expected: "0 | 1 | 2 | 'auto'",
  accepts: (value) => [0, 1, 2, 'auto'].includes(value as number),
};

/** Numbers that a training by generator is laid out by. */
export const lengthRules: ArgumentRules = {
  stepsPerEpoch: integerFrom(1),
  epochs: integerFrom(1),
  initialEpoch: integerFrom(0),
  validationSteps: integerFrom(1),
  validationFreq: epochNumbers,
};

/** What reads along, and Keras's arguments that no result depends on. */
export const readingRules: ArgumentRules = {
  callbacks,
  verbose,
  maxQueueSize: integerFrom(0),
  workers: integerFrom(0),
  useMultiprocessing: flag,
};

/** Of `fitGenerator`, behind the generator. */
export const fitRules: ArgumentRules = {
  ...lengthRules,
  ...readingRules,
  validationData: anything,
  classWeight,
  shuffle: flag,
};

/** Of `predictGenerator`, behind the generator. */
export const predictRules: ArgumentRules = { ...readingRules, steps: integerFrom(1) };

/** Of `evaluateGenerator`, behind the generator. */
export const evaluateRules: ArgumentRules = { ...predictRules, returnDict: flag };

/** Of `testOnBatch`, behind the batch. */
export const testOnBatchRules: ArgumentRules = { sampleWeight: anything, resetMetrics: flag, returnDict: flag };

/** Of `trainOnBatch`, behind the batch. */
export const trainOnBatchRules: ArgumentRules = { ...testOnBatchRules, classWeight };

/** What the calls of a custom loop take besides: which model, where there are several. */
export const customLoopRules: ArgumentRules = {
  model: text,
};

/** Of `compile`, behind its options. */
export const compileSurroundingsRules: ArgumentRules = {
  seed: integerFrom(0),
  allowNotFinite: flag,
  onWarning: functionOf('(warning) => void'),
  eager: flag,
  progress: functionOf('(verbose) => callback'),
};

/** Of `compile`, behind the model; their values are checked against its outputs. */
export const compileRules: ArgumentRules = {
  optimizer: anything,
  loss: anything,
  metrics: anything,
  weightedMetrics: anything,
  lossWeights: anything,
};

/** So many names of options say which ones are meant. */
const mostNamed = 3;

/** What rules have against values; `expected` and `got` are notation. */
export type Fault =
  | { readonly kind: 'unknown'; readonly name: string; readonly known: string }
  | { readonly kind: 'wrong'; readonly name: string; readonly expected: string; readonly got: string }
  | { readonly kind: 'missing'; readonly name: string; readonly expected: string };

/** The first fault of values by name, if there is one; undefined counts as not given. */
export function faultOf(given: object, rules: ArgumentRules, required: readonly string[] = []): Fault | undefined {
  const values = given as { readonly [name: string]: unknown };
  for (const [name, value] of Object.entries(values)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) return { kind: 'unknown', name, known: nearestNames(name, Object.keys(rules)).join(', ') };
    if (value === undefined || rule.accepts(value)) continue;
    return { kind: 'wrong', name, expected: rule.expected, got: notationOf(value) };
  }
  const name = required.find((each) => values[each] === undefined);
  return name === undefined ? undefined : { kind: 'missing', name, expected: rules[name]!.expected };
}

/**
 * Checks the arguments of a call.
 * @param given an object with a field for each; whatever else it may be is refused too
 * @param required those that can't be left out
 * @param named how an error names the object itself
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function checkArguments(
  given: unknown,
  rules: ArgumentRules,
  required: readonly string[] = [],
  named = 'options',
): void {
  if (!isRecord(given)) {
    const names = Object.keys(rules).slice(0, mostNamed).join(', ');
    throw new CodedError('wrong-argument', { name: named, expected: `{ ${names}, … }`, got: notationOf(given) });
  }
  const fault = faultOf(given, rules, required);
  if (!fault) return;
  const { kind, name } = fault;
  if (kind === 'unknown') throw new CodedError('unknown-field', { field: name, known: fault.known });
  const got = kind === 'wrong' ? fault.got : notationOf(undefined);
  throw new CodedError('wrong-argument', { name, expected: fault.expected, got });
}
