import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, endure, lowOf, slopeOf } from './endurance';

// Longer than what is asked of 10,000 steps: what a heap moves by chance is much for a short run, little for a long one.
const steps = 20_000;
/** Until then TensorFlow's allocator and the engine's own machine code grow. */
const warmUp = 5_000;
/** Until then V8 still makes machine code, and anew for what it holds of objects that are collected. */
const ripe = 10_000;
const megabyte = 1024 * 1024;
/** Steps that a thousand lie before. The first steps are slow because nothing is optimized yet; a drift behind them must show too. */
const windows = { early: 1100, warm: warmUp, late: 10_500, end: steps };
/** A machine with other work changes its pace for a second or two, each time elsewhere; steps that grow slower do so in every run. */
const mostRuns = 4;
/** As somebody measures who looks from outside: soon, and with no collection forced. */
const outside = { from: 2000, to: 12_000 };

/** A small experiment, so that the engine itself is most of the work; `fields` say how it trains. */
const experiment = (fields: string): string => `import { defineExperiment, tf } from 'batchpoint';

const x = Array.from({ length: 16 }, (_, row) => [Math.sin(row), Math.cos(row), row / 16, 1]);
const y = Array.from({ length: 16 }, (_, row) => row % 3);

export default defineExperiment({
  name: 'Endurance',
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
${fields}
});
`;

const modes: { readonly [mode: string]: (steps: number) => string } = {
  generator: (steps) => `  *train() {
    for (;;) yield [x, y] as const;
  },
  stepsPerEpoch: 250,
  epochs: ${steps / 250},`,
  batches: (steps) => `  *batches() {
    for (let batch = 0; batch < ${steps}; batch++) yield [x, y] as const;
  },`,
  loop: (steps) => `  async loop({ trainOnBatch }) {
    for (let step = 0; step < ${steps}; step++) await trainOnBatch(x, y);
  },`,
};

let program = '';
beforeAll(async () => {
  program = await buildProgram('endurance-child');
});

const runs = Object.entries(modes).flatMap(([mode, fields]) => [
  { mode, kind: 'compiled', fields },
  { mode, kind: 'eager', fields: (count: number) => `${fields(count)}\n  eager: true,` },
]);

describe.each(runs)(`${steps} steps in $mode mode, $kind`, ({ fields }) => {
  it('hold tensors, memory and step time', async () => {
    const lows = new Map<string, number>();
    for (let run = 1; ; run += 1) {
      const { status, step, samples, ms } = await endure(program, experiment(fields(steps)), steps);
      expect([status, step]).toEqual(['finished', steps]);
      const settled = samples.filter((sample) => sample.step > warmUp);
      const growth = (slopeOf(samples.filter((sample) => sample.step >= ripe)) * 10_000) / megabyte;
      for (const [name, at] of Object.entries(windows)) {
        lows.set(name, Math.min(lows.get(name) ?? Infinity, lowOf(ms.slice(at - 1000, at))));
      }
      console.log(
        `tensors ${samples.at(-1)!.tensors}, memory ${growth.toFixed(2)} MB in 10,000 steps, step ${[...lows.values()].map((each) => each.toFixed(2)).join(', ')} ms`,
      );
      expect(new Set(settled.map(({ tensors }) => tensors)).size).toBe(1);
      expect(growth).toBeLessThan(1);
      const drifts = [lows.get('late')! / lows.get('early')!, lows.get('end')! / lows.get('warm')!];
      if (run < mostRuns && drifts.some((drift) => drift >= 1.1)) continue;
      for (const drift of drifts) expect(drift).toBeLessThan(1.1);
      return;
    }
  });

  it('leave little to be collected', async () => {
    const { samples } = await endure(program, experiment(fields(outside.to)), outside.to, false);
    const settled = samples.filter(({ step }) => step >= outside.from);
    const growth = (slopeOf(settled) * 10_000) / megabyte;
    console.log(`memory ${growth.toFixed(2)} MB in 10,000 steps, no collection forced`);
    expect(new Set(settled.map(({ tensors }) => tensors)).size).toBe(1);
    expect(growth).toBeLessThan(1);
  });
});
