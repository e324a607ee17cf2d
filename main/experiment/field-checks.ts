import { isListOf, isRecord, text, type ArgumentRule, type ArgumentRules } from '../training/check-arguments';
import { isNamed } from '../training/names';

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const recordOf =
  (accepts: ArgumentRule['accepts']) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.values(value).every(accepts);

const isTerm = (value: unknown): boolean => isNamed(value) || isFunction(value);
const isTermOrTerms = (value: unknown): boolean => isTerm(value) || isListOf(isTerm)(value);

/** A list of texts, none of them empty. */
export const texts: ArgumentRule = { expected: 'string[]', accepts: isListOf(text.accepts) };

/** A function that builds the model, or one for each model of a loop. */
export const functionOrModels: ArgumentRule = {
  expected: '(context) => model | { [name]: (context) => model }',
  accepts: (value) =>
    isFunction(value) || (isRecord(value) && Object.keys(value).length > 0 && recordOf(isFunction)(value)),
};

/** What is given to `compile`. */
export const settings: ArgumentRule = { expected: '{ optimizer, loss, metrics? }', accepts: isRecord };

const terms: ArgumentRule = {
  expected: '(string | { name, … } | function)[] | { [output]: … }',
  accepts: (value) => isListOf(isTermOrTerms)(value) || recordOf(isTermOrTerms)(value),
};

/** What `compile` may hold. */
export const compileFields = {
  required: {
    optimizer: { expected: 'string | { name, learningRate?, … }', accepts: isNamed },
    loss: {
      expected: 'string | { name, … } | (yTrue, yPred) => tensor',
      accepts: (value: unknown) => isTerm(value) || isListOf(isTerm)(value) || recordOf(isTerm)(value),
    },
  },
  optional: {
    metrics: terms,
    weightedMetrics: terms,
    lossWeights: {
      expected: 'number[] | { [output]: number }',
      accepts: (value: unknown) => isListOf(isNumber)(value) || recordOf(isNumber)(value),
    },
  },
} as const satisfies { required: ArgumentRules; optional: ArgumentRules };
