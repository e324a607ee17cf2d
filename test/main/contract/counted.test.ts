import { expect, it } from 'vitest';
import { counted } from '../../../main/contract/counted';
import { errorText, textOf } from '../../../main/contract/text';

it.each([
  [0, '0 rows'],
  [1, '1 row'],
  ['1', '1 row'],
  [2, '2 rows'],
  ['1,234', '1,234 rows'],
])('counts %s', (count, words) => {
  expect(counted(count, 'row')).toBe(words);
});

it('counts what has a plural of its own', () => {
  expect([0, 1, 2].map((count) => counted(count, 'batch', 'batches'))).toEqual(['0 batches', '1 batch', '2 batches']);
});

const { charts, breakpoints, log, notFinite, preflight, travel, window } = textOf('en');
const snapshots = { oldest: '0', disk: '0', diskBudget: '2,048' };
const short = { code: 'ran-out-of-data', values: { which: 'train', batches: 1, expected: 8 } } as const;

it.each([
  ['one parameter', log.loaded('tiny', '1'), 'tiny is loaded: 1 parameter.'],
  ['one step at the end', log.states.finished('1'), 'Finished after 1 step.'],
  ['one step of a pill', window.states.finished.more('1'), '1 step'],
  ['one batch of an epoch', log.epochCut('2', '1', 'loss 1'), 'Epoch 2 is cut short after 1 batch: loss 1.'],
  ['one hit', breakpoints.count('1'), 'The condition has been true 1 time on the way here.'],
  ['one snapshot', travel.snapshots.hint({ count: '1', ...snapshots }).split(';')[0], '1 snapshot'],
  ['one step of a bisection', notFinite.steps('1'), 'computed 1 time'],
  ['one step of a fall', charts.spoken.down('3', '1'), ', down 3 percent over 1 step'],
  ['one step of a rise', charts.spoken.up('3', '1'), ', up 3 percent over 1 step'],
  ['one batch of what was looked at', preflight.summary('', '1', '1', '1'), '1 batch looked at (1 row)'],
  [
    'one batch of short data',
    preflight.findings['too-short']({ batches: '1', needed: '8' }).seen,
    'The data ended after 1 batch; the run takes 8.',
  ],
  [
    'one batch of short validation data',
    preflight.findings['validation-short']({ batches: '1', needed: '8' }).seen,
    'The validation data ended after 1 batch; the run takes 8.',
  ],
  [
    'one change of class',
    preflight.findings['sorted-classes']({ name: 'y', rows: '96', changes: '1' }).seen,
    'In 96 rows, the class of y changes 1 time: rows come sorted by class.',
  ],
  ['one batch that was got', errorText(short, 'en').got, '1 batch'],
  [
    'one row of a fixed batch',
    errorText({ code: 'batch-size-fixed', values: { rows: 1 } }, 'en').headline,
    'The model is made for batches of 1 row and can’t be given others.',
  ],
])('%s is no plural', (_what, said, words) => {
  expect(said).toBe(words);
});
