import { describe, expect, it } from 'vitest';
import { reportOf, type ErrorReport } from '../../../../main/contract/errors';
import { errorLine, languages } from '../../../../main/contract/text';
import type { BatchGenerator, Sequence, Yielded } from '../../../../main/training/experiment';
import type { FitGeneratorOptions, GeneratorOptions } from '../../../../main/training/calls/call-options';
import { hashOf, oneSided } from '../wrong-models';

const item: Yielded = [
  [
    [1, 2],
    [3, 4],
  ],
  [1, 2],
];
function* items(count = Infinity): Generator<Yielded> {
  for (let batch = 0; batch < count; batch += 1) yield item;
}
const sequence: Sequence = { length: 3, item: () => item };

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => 'trained',
    (thrown: unknown) => thrown,
  );
  for (const language of languages)
    expect(errorLine(reportOf(error), language)).not.toMatch(/\[object|inside Batchpoint/);
  return error;
}

type Given = { readonly [name: string]: unknown };

const wrongArguments: readonly (readonly [argument: string, given: Given, expected: string])[] = [
  ['stepsPerEpoch', { stepsPerEpoch: 0 }, 'integer >= 1'],
  ['stepsPerEpoch', { stepsPerEpoch: 1.5 }, 'integer >= 1'],
  ['stepsPerEpoch', { stepsPerEpoch: NaN }, 'integer >= 1'],
  ['stepsPerEpoch', { stepsPerEpoch: '2' }, 'integer >= 1'],
  ['epochs', { epochs: 0 }, 'integer >= 1'],
  ['epochs', { epochs: 2.5 }, 'integer >= 1'],
  ['epochs', { epochs: NaN }, 'integer >= 1'],
  ['epochs', { epochs: Infinity }, 'integer >= 1'],
  ['initialEpoch', { initialEpoch: -1 }, 'integer >= 0'],
  ['initialEpoch', { initialEpoch: 0.5 }, 'integer >= 0'],
  ['validationSteps', { validationSteps: 0 }, 'integer >= 1'],
  ['validationSteps', { validationSteps: 1.5 }, 'integer >= 1'],
  ['validationFreq', { validationFreq: 0 }, 'integer >= 1 | [integer >= 1, …]'],
  ['validationFreq', { validationFreq: 1.5 }, 'integer >= 1 | [integer >= 1, …]'],
  ['validationFreq', { validationFreq: [] }, 'integer >= 1 | [integer >= 1, …]'],
  ['validationFreq', { validationFreq: [1, 0] }, 'integer >= 1 | [integer >= 1, …]'],
  ['callbacks', { callbacks: { onEpochEnd: () => undefined } }, 'callback[]'],
  ['callbacks', { callbacks: [() => undefined] }, 'callback[]'],
  ['shuffle', { shuffle: 'batch' }, 'true | false'],
  ['verbose', { verbose: 3 }, "0 | 1 | 2 | 'auto'"],
  ['workers', { workers: -1 }, 'integer >= 0'],
  ['classWeight', { classWeight: [1, 2] }, '{ [classIndex]: number }'],
];

describe('fitGenerator', () => {
  it.each(wrongArguments)('does not train with a wrong %s: %j', async (name, given, expected) => {
    const model = oneSided(1);
    const before = hashOf(model);
    let pulled = 0;
    function* watched(): Generator<Yielded> {
      for (;;) {
        pulled += 1;
        yield item;
      }
    }
    const options = { stepsPerEpoch: 2, ...given } as FitGeneratorOptions;
    const error = await failureOf(model.fitGenerator(watched(), options));
    expect(error).toMatchObject({ code: 'wrong-argument', values: { name, expected } });
    expect(hashOf(model)).toBe(before);
    expect(pulled).toBe(0);
  });

  it('names the arguments there are for one there is not', async () => {
    const error = await failureOf(oneSided(1).fitGenerator(items(), { steps_per_epoch: 3 } as FitGeneratorOptions));
    expect(error).toMatchObject({ code: 'unknown-field', values: { field: 'steps_per_epoch' } });
    expect(error).toHaveProperty('values.known', expect.stringContaining('stepsPerEpoch'));
  });

  it.each([
    ['stepsPerEpoch', {}],
    ['validationSteps', { stepsPerEpoch: 1, validationData: items() }],
  ])('asks for %s before it trains', async (which, options: FitGeneratorOptions) => {
    const model = oneSided(1);
    const before = hashOf(model);
    const error = await failureOf(model.fitGenerator(items(), options));
    expect(error).toMatchObject({ code: 'steps-needed', values: { which } });
    expect(hashOf(model)).toBe(before);
  });

  it('refuses whole arrays to validate with that do not fit, before it trains', async () => {
    const model = oneSided(1);
    const before = hashOf(model);
    const validationData: Yielded = [[[1, 2]], [[1, 2, 3]]];
    const error = await failureOf(model.fitGenerator(items(), { stepsPerEpoch: 1, validationData }));
    expect(error).toMatchObject({ code: 'shape-mismatch', values: { which: 'y', name: 'out' } });
    expect(hashOf(model)).toBe(before);
  });

  it.each([
    ['a generator function', items, 'function items'],
    ['nothing', undefined, 'undefined'],
    ['an object', { next: 1 }, '{ next: 1 }'],
    ['a text', 'abc', "'abc'"],
  ])('takes no %s for data', async (_, data, got) => {
    const error = await failureOf(oneSided(1).fitGenerator(data as BatchGenerator, { stepsPerEpoch: 1 }));
    expect(error).toMatchObject({ code: 'data-form', values: { where: 'train', got } });
  });

  it.each([1.5, NaN, -1])('takes no sequence of length %s', async (length) => {
    const error = await failureOf(oneSided(1).fitGenerator({ ...sequence, length }));
    expect(error).toMatchObject({ code: 'wrong-argument', values: { name: 'length' } });
  });

  it('takes an item that is missing within a sequence for a mistake, not for its end', async () => {
    const broken = { length: 3, item: (index: number) => (index === 1 ? (undefined as unknown as Yielded) : item) };
    const error = await failureOf(oneSided(1).fitGenerator(broken, { shuffle: false }));
    expect(error).toMatchObject({ code: 'yield-form', values: { got: 'undefined', epoch: 0, batch: 1 } });
  });

  it('trains nothing, as Keras does, from an epoch behind the last, and says so', async () => {
    const warnings: ErrorReport[] = [];
    const model = oneSided(1, {}, { onWarning: (warning) => void warnings.push(warning) });
    const before = hashOf(model);
    const { epoch, history } = await model.fitGenerator(items(), { stepsPerEpoch: 2, initialEpoch: 5, epochs: 3 });
    expect([epoch, history, hashOf(model)]).toEqual([[], {}, before]);
    expect(warnings).toEqual([{ code: 'nothing-to-train', values: { initialEpoch: 5, epochs: 3 } }]);
  });

  it('trains the same whatever it may read ahead, and however much it says', async () => {
    const hashes = [{}, { workers: 4, maxQueueSize: 1, useMultiprocessing: true, verbose: 2 as const }].map(
      async (given) => {
        const model = oneSided(1);
        await model.fitGenerator(items(), { stepsPerEpoch: 2, ...given });
        return hashOf(model);
      },
    );
    const [plain, other] = await Promise.all(hashes);
    expect(other).toBe(plain);
  });
});

describe('the other calls', () => {
  it.each([0, 1.5, NaN])('evaluate and predict no %s steps', async (steps) => {
    const model = oneSided(1);
    for (const call of [model.evaluateGenerator(items(), { steps }), model.predictGenerator(items(), { steps })]) {
      expect(await failureOf(call)).toMatchObject({ code: 'wrong-argument', values: { name: 'steps' } });
    }
  });

  it('name what they do not know', async () => {
    const model = oneSided(1);
    const given = { step: 1 } as GeneratorOptions;
    const unknown = { code: 'unknown-field', values: { field: 'step' } };
    expect(await failureOf(model.evaluateGenerator(items(), given))).toMatchObject(unknown);
    expect(await failureOf(model.predictGenerator(items(), given))).toMatchObject(unknown);
    const [x, y] = item as readonly [number[][], number[]];
    expect(() => model.trainOnBatch(x, y, { reset_metrics: false } as object)).toThrow(/unknown-field/);
    expect(() => model.testOnBatch(x, y, { resetMetrics: 0 } as object)).toThrow(/wrong-argument/);
    expect(() => model.testOnBatch(x, y, { classWeight: { 0: 1 } } as object)).toThrow(/unknown-field/);
    const byName = { steps: 1, returnDict: true } as GeneratorOptions;
    expect(await failureOf(model.predictGenerator(items(), byName))).toMatchObject({
      code: 'unknown-field',
      values: { field: 'returnDict' },
    });
    expect(() => oneSided(1, { metric: ['mae'] } as object)).toThrow(/unknown-field/);
  });

  it('need a first batch, and say how many came if they came short', async () => {
    const warnings: ErrorReport[] = [];
    const model = oneSided(1, {}, { onWarning: (warning) => void warnings.push(warning) });
    expect(await failureOf(model.evaluateGenerator(items(0), { steps: 2 }))).toMatchObject({
      code: 'generator-empty',
      values: { which: 'evaluation' },
    });
    await model.evaluateGenerator(items(2), { steps: 3 });
    await model.predictGenerator(items(1), { steps: 4 });
    const code = 'ran-out-of-data';
    expect(warnings).toEqual([
      { code, values: { which: 'evaluation', batches: 2, expected: 3 } },
      { code, values: { which: 'prediction', batches: 1, expected: 4 } },
    ]);
  });
});
