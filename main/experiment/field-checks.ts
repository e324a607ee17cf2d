/**
 * What a field has to be. `expected` is notation, not prose (`string`, `integer >= 1`): it reads the same in every
 * language.
 */
export type FieldCheck = {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
};

export type Fields = { readonly [name: string]: FieldCheck };

export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const listOf =
  (accepts: FieldCheck['accepts']) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(accepts);

const recordOf =
  (accepts: FieldCheck['accepts']) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.values(value).every(accepts);

const isNamed = (value: unknown): boolean => isText(value) || (isRecord(value) && isText(value['name']));
const isTerm = (value: unknown): boolean => isNamed(value) || isFunction(value);
const isTermOrTerms = (value: unknown): boolean => isTerm(value) || listOf(isTerm)(value);

export const text: FieldCheck = { expected: 'string', accepts: isText };
export const texts: FieldCheck = { expected: 'string[]', accepts: listOf(isText) };
export const flag: FieldCheck = { expected: 'true | false', accepts: (value) => typeof value === 'boolean' };

export const integerFrom = (least: number): FieldCheck => ({
  expected: `integer >= ${least}`,
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least,
});

export const functionOf = (signature: string): FieldCheck => ({ expected: signature, accepts: isFunction });

export const functionOrModels: FieldCheck = {
  expected: '(context) => model | { [name]: (context) => model }',
  accepts: (value) =>
    isFunction(value) || (isRecord(value) && Object.keys(value).length > 0 && recordOf(isFunction)(value)),
};

export const classWeights: FieldCheck = {
  expected: '{ [classIndex]: number }',
  accepts: (value) => recordOf(isNumber)(value) && Object.keys(value as object).every((index) => /^\d+$/.test(index)),
};

export const epochNumbers: FieldCheck = {
  expected: 'integer >= 1 | integer[]',
  accepts: (value) =>
    integerFrom(1).accepts(value) || (listOf(integerFrom(1).accepts)(value) && (value as unknown[]).length > 0),
};

export const verbosity: FieldCheck = {
  expected: "0 | 1 | 2 | 'auto'",
  accepts: (value) => value === 0 || value === 1 || value === 2 || value === 'auto',
};

export const callbackList: FieldCheck = {
  expected: 'callback[]',
  accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null),
};

export const settings: FieldCheck = { expected: '{ optimizer, loss, metrics? }', accepts: isRecord };

const terms: FieldCheck = {
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
} as const satisfies { required: Fields; optional: Fields };

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
