import type { BatchDetail } from '../../../main/contract/batch-detail';
import { isWrong, outcomesOf } from './outcome';
import type { Outcome } from './outcome';
import { arePictures, pixelsOf, rangeOf } from './pixels';
import type { Pixels } from './pixels';
import { areIndices, rowsOf } from './rows-of';
import type { Rows } from './rows-of';

/** The input of a row, in the form that it is shown in. */
export type SampleInput =
  | { readonly kind: 'picture'; readonly pixels: Pixels }
  /** Whole numbers that name things, such as the words of a text. */
  | { readonly kind: 'tokens'; readonly values: readonly number[] }
  | { readonly kind: 'values'; readonly values: readonly number[] };

/** A row of the batch. */
export type Sample = {
  /** From 0, in the order of the batch. */
  readonly row: number;
  readonly loss: number;
  readonly input: SampleInput;
  readonly outcome: Outcome | undefined;
  readonly wrong: boolean | undefined;
};

/** A batch, read for one of its inputs and one of its outputs. */
export type BatchView = {
  readonly inputKind: SampleInput['kind'];
  readonly samples: readonly Sample[];
  /** Of the rows that are judged; undefined where right and wrong do not apply. */
  readonly correct: number | undefined;
  /** Of the rows shown; undefined where right and wrong do not apply. */
  readonly wrongShown: number | undefined;
  readonly largestLoss: number;
  /** Of the rows shown. */
  readonly lossSum: number;
};

/** A batch as the panel shows it, for one of its inputs and one of its outputs. */
export function viewOf(detail: BatchDetail, input: number, output: number): BatchView {
  const inputs = detail.inputs[input] && rowsOf(detail.inputs[input].data);
  const losses = rowsOf(detail.perSampleLoss).all;
  const outcomeOf = outcomesFor(detail, output);
  const inputOf = inputs && inputReader(inputs, detail.columns !== undefined);
  const samples = Array.from({ length: detail.shownRows }, (_, row): Sample => {
    const outcome = outcomeOf?.(row);
    return {
      row,
      loss: losses[row] ?? NaN,
      input: inputOf?.(row) ?? { kind: 'values', values: [] },
      outcome,
      wrong: outcome && isWrong(outcome),
    };
  });
  const wrongShown = samples.some(({ wrong }) => wrong !== undefined)
    ? samples.filter(({ wrong }) => wrong).length
    : undefined;
  const known = samples.map(({ loss }) => loss).filter(Number.isFinite);
  return {
    inputKind: samples[0]?.input.kind ?? 'values',
    samples,
    correct: wrongShown === undefined || !outcomeOf ? undefined : countRight(detail, outcomeOf),
    wrongShown,
    largestLoss: Math.max(0, ...known),
    lossSum: known.reduce((sum, loss) => sum + loss, 0),
  };
}

function countRight({ judgedRows }: BatchDetail, outcomeOf: (row: number) => Outcome): number {
  let count = 0;
  for (let row = 0; row < judgedRows; row += 1) if (isWrong(outcomeOf(row)) === false) count += 1;
  return count;
}

function outcomesFor({ targets, predictions }: BatchDetail, output: number) {
  const target = targets[output];
  const prediction = predictions[output];
  return target && prediction ? outcomesOf(rowsOf(target.data), rowsOf(prediction.data)) : undefined;
}

function inputReader(rows: Rows, isTable: boolean): (row: number) => SampleInput {
  if (arePictures(rows)) {
    const range = rangeOf(rows.all);
    return (row) => ({ kind: 'picture', pixels: pixelsOf(rows.row(row), rows.shape, range) });
  }
  const kind = !isTable && rows.size > 1 && areIndices(rows) ? 'tokens' : 'values';
  return (row) => ({ kind, values: [...rows.row(row)] });
}

/** By loss, or as the batch has them. */
export type SortOrder = 'highest' | 'lowest' | 'row';

/** The samples to show, in order. NaN counts as the highest loss: whoever looks for what went wrong looks for it first. */
export function arrange(samples: readonly Sample[], order: SortOrder, wrongOnly: boolean): readonly Sample[] {
  const chosen = wrongOnly ? samples.filter(({ wrong }) => wrong) : [...samples];
  if (order === 'row') return chosen;
  const sign = order === 'highest' ? -1 : 1;
  const byLoss = (a: Sample, b: Sample): number =>
    Number(Number.isNaN(a.loss)) - Number(Number.isNaN(b.loss)) || a.loss - b.loss || 0;
  return chosen.sort((a, b) => sign * byLoss(a, b) || a.row - b.row);
}
