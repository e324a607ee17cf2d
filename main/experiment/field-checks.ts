import type { ArgumentRule, ArgumentRules } from '../training/check-arguments';

/** Whether a value is an object with fields. */
export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const listOf =
  (accepts: ArgumentRule['accepts']) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(accepts);

const recordOf =
  (accepts: ArgumentRule['accepts']) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.values(value).every(accepts);

const isNamed = (value: unknown): boolean => isText(value) || (isRecord(value) && isText(value['name']));
const isTerm = (value: unknown): boolean => isNamed(value) || isFunction(value);
const isTermOrTerms = (value: unknown): boolean => isTerm(value) || listOf(isTerm)(value);

/** A list of texts, none of them empty. */
export const texts: ArgumentRule = { expected: 'string[]', accepts: listOf(isText) };
/** A function; `signature` shows what it takes and gives. */
export const functionOf = (signature: string): ArgumentRule => ({ expected: signature, accepts: isFunction });

/** A function that builds the model, or one for each model of a loop. */
export const functionOrModels: ArgumentRule = {
  expected: '(context) => model | { [name]: (context) => model }',
  accepts: (value) =>
    isFunction(value) || (isRecord(value) && Object.keys(value).length > 0 && recordOf(isFunction)(value)),
};

/** A weight for each class index. */
export const classWeights: ArgumentRule = {
  expected: '{ [classIndex]: number }',
  accepts: (value) => recordOf(isNumber)(value) && Object.keys(value as object).every((index) => /^\d+$/.test(index)),
};

/** What is given to `compile`. */
export const settings: ArgumentRule = { expected: '{ optimizer, loss, metrics? }', accepts: isRecord };

const terms: ArgumentRule = {
  expected: '(string | { name, … } | function)[] | { [output]: … }',
  accepts: (value) => listOf(isTermOrTerms)(value) || recordOf(isTermOrTerms)(value),
};

/** What `compile` may hold. */
export const compileFields = {
  required: {
    optimizer: { expected: 'string | { name, learningRate?, … }', accepts: isNamed },
    loss: {
      expected: 'string | { name, … } | (yTrue, yPred) => tensor',
      accepts: (value: unknown) => isTerm(value) || listOf(isTerm)(value) || recordOf(isTerm)(value),
    },
  },
  optional: {
    metrics: terms,
    weightedMetrics: terms,
    lossWeights: {
      expected: 'number[] | { [output]: number }',
      accepts: (value: unknown) => listOf(isNumber)(value) || recordOf(isNumber)(value),
    },
  },
} as const satisfies { required: ArgumentRules; optional: ArgumentRules };

/** A value in JavaScript's own notation, shortened. */
export function notationOf(value: unknown): string {
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'function';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[${notationOf(value[0])}${value.length > 1 ? ', …' : ''}]`;
  if (isRecord(value)) {
    const names = Object.keys(value);
    return names.length === 0 ? '{}' : `{ ${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''} }`;
  }
  return String(value);
}
