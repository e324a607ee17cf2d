import { describe, expect, it } from 'vitest';
import type { BatchDetail } from '../../../../main/contract/batch-detail';
import { encodeTensor } from '../../../../main/contract/tensor-data';
import { arrange, viewOf } from '../../../../renderer/features/batch/batch-view';

const part = (name: string, values: readonly number[], shape: readonly number[]) => ({
  name,
  data: encodeTensor(new Float32Array(values), shape),
});

function detailOf(
  x: readonly [readonly number[], readonly number[]],
  y: readonly [readonly number[], readonly number[]],
  predicted: readonly [readonly number[], readonly number[]],
  losses: readonly number[] = [0.1, 0.9, NaN],
): BatchDetail {
  return {
    step: 1,
    epoch: 0,
    batch: 0,
    model: '',
    rows: losses.length,
    shownRows: losses.length,
    judgedRows: losses.length,
    inputs: [part('x', ...x)],
    targets: [part('y', ...y)],
    predictions: [part('y', ...predicted)],
    perSampleLoss: encodeTensor(new Float32Array(losses), [losses.length]),
  };
}

const oneHot = detailOf(
  [
    [0.5, 1.5, 2, 3, 4, 5],
    [3, 2],
  ],
  [
    [1, 0, 0, 1, 1, 0],
    [3, 2],
  ],
  [
    [0.9, 0.1, 0.8, 0.2, 0.3, 0.7],
    [3, 2],
  ],
);

describe('viewOf', () => {
  it('reads one-hot targets as classes and counts the right ones', () => {
    const view = viewOf(oneHot, 0, 0);
    expect(view.correct).toBe(1);
    expect(view.samples.map(({ wrong }) => wrong)).toEqual([false, true, true]);
    expect(view.samples[1]?.outcome).toMatchObject({
      kind: 'classes',
      target: 1,
      predicted: 0,
      areProbabilities: true,
    });
  });

  it('counts the right ones of all rows, not of those shown', () => {
    const view = viewOf({ ...oneHot, rows: 9, shownRows: 1, perSampleLoss: part('', [0.1], [1]).data }, 0, 0);
    expect(view.samples).toHaveLength(1);
    expect(view.wrongShown).toBe(0);
    expect(view.correct).toBe(1);
    expect(viewOf({ ...oneHot, shownRows: 2 }, 0, 0)).toMatchObject({ correct: 1, wrongShown: 1 });
  });

  it('leaves a loss that can not be said out of sum and maximum', () => {
    const view = viewOf(oneHot, 0, 0);
    expect(view.largestLoss).toBeCloseTo(0.9);
    expect(view.lossSum).toBeCloseTo(1);
  });

  it('reads class numbers against a row of scores, and tells logits from probabilities', () => {
    const view = viewOf(
      detailOf(
        [
          [1.5, 2.5],
          [2, 1],
        ],
        [
          [2, 0],
          [2, 1],
        ],
        [
          [1, 2, 9, 5, 1, 1],
          [2, 3],
        ],
        [1, 2],
      ),
      0,
      0,
    );
    expect(view.correct).toBe(2);
    expect(view.samples[0]?.outcome).toMatchObject({ target: 2, predicted: 2, areProbabilities: false });
  });

  it('reads one sigmoid as two classes', () => {
    const view = viewOf(
      detailOf(
        [
          [1.5, 2.5],
          [2, 1],
        ],
        [
          [1, 0],
          [2, 1],
        ],
        [
          [0.75, 0.625],
          [2, 1],
        ],
        [1, 2],
      ),
      0,
      0,
    );
    expect(view.samples[0]?.outcome).toMatchObject({ target: 1, predicted: 1, scores: [0.25, 0.75] });
    expect(view.samples[1]?.wrong).toBe(true);
  });

  it('reads other numbers as values, where right and wrong do not apply', () => {
    const view = viewOf(
      detailOf(
        [
          [1.5, 2.5],
          [2, 1],
        ],
        [
          [3.5, -2],
          [2, 1],
        ],
        [
          [3, -1],
          [2, 1],
        ],
        [1, 2],
      ),
      0,
      0,
    );
    expect(view.correct).toBeUndefined();
    expect(view.samples[0]?.outcome).toEqual({ kind: 'values', target: [3.5], predicted: [3] });
  });

  it('reads sequences of scores as tokens', () => {
    const view = viewOf(
      detailOf(
        [
          [1, 2],
          [1, 2],
        ],
        [
          [1, 0],
          [1, 2],
        ],
        [
          [0.1, 0.9, 0.2, 0.8],
          [1, 2, 2],
        ],
        [1],
      ),
      0,
      0,
    );
    expect(view.inputKind).toBe('tokens');
    expect(view.samples[0]?.outcome).toEqual({ kind: 'tokens', target: [1, 0], predicted: [1, 1] });
    expect(view.samples[0]?.wrong).toBe(true);
  });

  it('takes whole numbers in named columns for values, not for tokens', () => {
    const table = detailOf(
      [
        [1, 2],
        [1, 2],
      ],
      [[1], [1, 1]],
      [[0.5], [1, 1]],
      [1],
    );
    expect(viewOf({ ...table, columns: ['a', 'b'] }, 0, 0).inputKind).toBe('values');
  });

  it('draws pictures as ink: 0..1 as it is, −1..1 moved, 3 channels in colour', () => {
    const alpha = (values: readonly number[]) => {
      const view = viewOf(detailOf([values, [1, 2, 2, 1]], [[1], [1, 1]], [[0.5], [1, 1]], [1]), 0, 0);
      const input = view.samples[0]?.input;
      return input?.kind === 'picture' ? [...input.pixels.rgba].filter((_, i) => i % 4 === 3) : [];
    };
    expect(alpha([0, 0.2, 0.4, 0.8])).toEqual([0, 51, 102, 204]);
    expect(alpha([-1, 0, 0.6, 1])).toEqual([0, 128, 204, 255]);
    const colour = viewOf(
      detailOf(
        [
          [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1],
          [1, 2, 2, 3],
        ],
        [[1], [1, 1]],
        [[0.5], [1, 1]],
        [1],
      ),
      0,
      0,
    ).samples[0]?.input;
    expect(colour?.kind === 'picture' && [...colour.pixels.rgba.slice(0, 8)]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
  });

  it('reads targets that are pictures as pictures', () => {
    const picture = [
      [0, 0.5, 1, 0.5],
      [1, 2, 2, 1],
    ] as const;
    expect(viewOf(detailOf([[0.5], [1, 1]], picture, picture, [1]), 0, 0).samples[0]?.outcome?.kind).toBe('pictures');
  });
});

describe('arrange', () => {
  const { samples } = viewOf(oneHot, 0, 0);
  const rows = (...how: [Parameters<typeof arrange>[1], boolean]) => arrange(samples, ...how).map(({ row }) => row);

  it('sorts by loss, NaN as the highest', () => {
    expect(rows('highest', false)).toEqual([2, 1, 0]);
    expect(rows('lowest', false)).toEqual([0, 1, 2]);
    expect(rows('row', false)).toEqual([0, 1, 2]);
  });

  it('keeps only the wrong ones when asked', () => {
    expect(rows('row', true)).toEqual([1, 2]);
  });
});

it('calls no row right or wrong that has no target', () => {
  const detail = detailOf(
    [
      [1, 2, 3],
      [3, 1],
    ],
    [[], [3, 0]],
    [
      [0.1, 0.9, 1, 0, 0, 1],
      [3, 2],
    ],
  );
  const { correct, samples } = viewOf(detail, 0, 0);
  expect(correct).toBeUndefined();
  expect(samples.map(({ outcome }) => outcome?.kind)).toEqual(['values', 'values', 'values']);
});
