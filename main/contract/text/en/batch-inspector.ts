import type { DataFinding, LearningVerdict } from '../../debug/batch-inspector';

type Words<Code extends DataFinding['code']> = (
  values: Extract<DataFinding, { code: Code }>['values'],
  number: (value: number) => string,
) => string;

/** Rows and columns are counted from 1 here, as everywhere in the window. */
const findings: { readonly [Code in DataFinding['code']]: Words<Code> } = {
  'not-finite': ({ part, count, row }) => `${part}: ${count} NaN or infinite, first in row ${row + 1}`,
  'constant-column': ({ part, columns, first }) =>
    columns === 1
      ? `${part}: column ${first + 1} is the same in all rows`
      : `${part}: ${columns} columns are the same in all rows`,
  unscaled: ({ part, mean, std }, number) => `${part}: not scaled, mean ${number(mean)}, deviation ${number(std)}`,
  'one-class': ({ part, index }) => `${part}: only class ${index} in this batch`,
  'class-imbalance': ({ part, most, mostRows, least, leastRows }) =>
    `${part}: class ${most} has ${mostRows} rows, class ${least} ${leastRows}`,
  'duplicate-rows': ({ count, first, second }) =>
    count === 1
      ? `Row ${second + 1} is a copy of row ${first + 1}`
      : `${count} rows are copies, row ${second + 1} of row ${first + 1}`,
  'seen-again': ({ count, row }) =>
    count === 1 ? `Row ${row + 1} was in this epoch before` : `${count} rows were in this epoch before`,
};

/** What may help. */
const advice: { readonly [Code in DataFinding['code']]: string } = {
  'not-finite': 'Look for missing values and divisions by zero in the data.',
  'constant-column': 'A column that never changes teaches nothing: leave it out, unless it varies in other batches.',
  unscaled: 'Bring inputs near mean 0 and deviation 1, or into 0 to 1: initial weights and rates are made for that.',
  'one-class': 'Shuffle the data: a batch of one class pulls everything towards it.',
  'class-imbalance': 'Consider classWeight, or drawing the rare class more often.',
  'duplicate-rows': 'Look into the generator: it may yield a row twice.',
  'seen-again': 'An epoch has more steps than its data has batches, or rows occur twice.',
};

const verdicts: { readonly [Verdict in LearningVerdict]: string } = {
  learned: 'The batch can be learned',
  falling: 'The loss falls: more steps may do it',
  'not-learned': 'The batch was not learned',
  diverged: 'The loss is not finite any more',
};

/** Words of what was added to the batch tab. */
export const batchInspector = {
  findings,
  advice,
  findingsLabel: 'What is odd about the data',
  pending: 'not written',
  pendingBadgeHint: 'The run stands in this batch: its update is not written yet.',
  lossPair: 'Loss before → after',
  lossAfterHint: 'The same rows, with the weights after the update of this batch.',
  pendingHint: 'The same rows, with the weights that the update would give.',
  source: (source: string, row: string) => `#${row}, ${source}`,
  sourceHint: (source: string, row: string) => `${source}, row ${row} (from 0)`,
  noSource: (batch: string, row: string) => `batch\u00a0${batch}, row\u00a0${row}`,
  save: 'Save batch…',
  saveHint: 'As an npz file, which NumPy and the npz source read',
  again: 'Can it be learned?',
  againHint: (steps: string) => `Trains ${steps} steps on this batch alone, then puts the state back`,
  verdicts,
  outcome: (verdict: string, first: string, last: string, steps: string) =>
    `${verdict}: loss ${first} → ${last} in ${steps} steps. The state is put back.`,
  mark: 'Mark',
  markHint: 'Puts the row down in the list of rows (M); that changes nothing in the run',
  leaveOut: 'Leave out',
  leaveOutHint: 'Leaves the row out of this batch and of every other that it comes in (X): a batch has a row less then',
  leaveOutHere: 'Leaves the row out of this batch only (X): the rows of this data have no ids',
  noIds: 'The rows of this data have no ids: step into a batch (F11) to change its rows.',
  relabel: 'Target for this run',
  relabelHint: 'What the row is to come to in this run, wherever it comes. The data stays as it is.',
  rowTools: 'With this row',
  isMarked: 'marked',
  isSkipped: 'left out from now on',
  isRelabelled: 'given another target',
  gone: (count: string) => `${count} left out`,
  tools: 'With this batch',
  file: {
    label: 'Batch out of a file',
    /** Before the name of a file. */
    from: (file: string) => `From ${file}`,
    badge: 'present weights',
    badgeHint: 'The rows of the file with the present weights. Nothing is trained or written by looking.',
    row: (file: string, row: string) => `${file}, row ${row}`,
    open: 'Open batch…',
    openHint: 'Looks at a batch out of a file, and trains on it: one that was saved, or a case of NaN',
    close: 'Close file',
    reading: 'Reading…',
    lossPair: 'Loss → after one update',
    train: 'Train on it',
    trainHint: (times: string) =>
      `Trains ${times} × on this batch, then pauses: updates of the run, recorded as an edit`,
    trainInside: 'The run stands inside a step: commit or discard it first.',
    times: 'Number of updates on this batch',
    caseOf: (step: string, phase: string, layer: string) => `Case of step ${step}: ${phase}, ${layer}`,
    caseHint: 'A step that was kept because of NaN, with the weights before it',
    again: 'Compute again',
    againHint: 'Computes the step with the weights that were kept with it; the run is left as it is',
    same: 'Computed again: NaN comes up at the same place.',
    differs: (phase: string, layer: string) => `Computed again: NaN comes up elsewhere: ${phase}, ${layer}.`,
    finite: 'Computed again: every number is finite now.',
  },
};
