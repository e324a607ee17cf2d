import {
  checkArguments,
  flag,
  integerFrom,
  isRecord,
  number,
  oneOf,
  text,
  type ArgumentRule,
  type ArgumentRules,
} from '../check-arguments';
import { filePath } from './file-path';
import { NdArray } from './nd-array';

const isSize = (value: unknown): boolean => integerFrom(1).accepts(value);

/** A list of what `rule` wants, of some lengths. */
function listOf({ expected, accepts }: ArgumentRule, fits = (_: number) => true): ArgumentRule {
  return {
    expected: `[${expected}, …]`,
    accepts: (value) => Array.isArray(value) && fits(value.length) && value.every(accepts),
  };
}

/** What `rule` wants, for all columns or by column. */
function byColumn({ expected, accepts }: ArgumentRule, forAll = true): ArgumentRule {
  return {
    expected: `${forAll ? `${expected} | ` : ''}{ [column]: ${expected} }`,
    accepts: (value) => (forAll && accepts(value)) || (isRecord(value) && Object.values(value).every(accepts)),
  };
}

const either = (...rules: readonly ArgumentRule[]): ArgumentRule => ({
  expected: rules.map(({ expected }) => expected).join(' | '),
  accepts: (value) => rules.some(({ accepts }) => accepts(value)),
});

const common: ArgumentRules = { batchSize: integerFrom(1), shuffle: flag };

const every: ArgumentRule = {
  expected: "{ n: integer >= 1, take: 'nth' | 'rest' }",
  accepts: (value) => isRecord(value) && isSize(value['n']) && ['nth', 'rest'].includes(value['take'] as string),
};

const range: ArgumentRule = {
  expected: '[first, last], first <= last',
  accepts: (value) => {
    if (!Array.isArray(value) || value.length !== 2 || !value.every((each) => integerFrom(0).accepts(each)))
      return false;
    const [first, last] = value as [number, number];
    return first <= last;
  },
};

/** One character that is neither part of a number nor of a word. */
const separator: ArgumentRule = {
  expected: "',' | ';' | '\\t' | …",
  accepts: (value) => typeof value === 'string' && /^[!-~\t]$/.test(value) && !/[\w"+.-]/.test(value),
};

const array: ArgumentRule = { expected: 'new NdArray(values, shape)', accepts: (value) => value instanceof NdArray };

/** Options of the sources of data, by the name of the source. */
const rules = {
  arrays: { ...common, x: array, y: array },
  csv: {
    ...common,
    file: filePath,
    target: either(
      text,
      listOf(text, (length) => length > 0),
    ),
    columns: listOf(text, (length) => length > 0),
    rows: range,
    every,
    scale: number,
    shape: listOf(integerFrom(1)),
    categorical: byColumn(oneOf('one-hot', 'index'), false),
    missing: byColumn(either(oneOf('error', 'mean'), number)),
    header: either(flag, listOf(text)),
    separator,
  },
  idx: { ...common, images: filePath, labels: filePath, scale: number },
  imageFolder: {
    ...common,
    folder: filePath,
    size: { ...listOf(integerFrom(1), (length) => length === 2), expected: '[height, width]' },
    channels: { expected: '1 | 3 | 4', accepts: (value) => [1, 3, 4].includes(value as number) },
    every,
    scale: number,
  },
  npy: { ...common, x: filePath, y: filePath },
  npz: { ...common, file: filePath, x: text, y: text },
} satisfies { readonly [source: string]: ArgumentRules };

/**
 * Checks what a source is given, by name and value.
 * @param needed options that can't be left out
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function checkSource(source: keyof typeof rules, given: object, needed: readonly string[]): void {
  checkArguments(given, rules[source], needed, `${source}(…)`);
}
