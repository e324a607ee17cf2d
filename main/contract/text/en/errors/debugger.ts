import { counted } from '../../../counted';
import type { ErrorReport } from '../../../errors';
import type { BatchErrors } from '../../../errors/batches';
import type { DebuggerErrors } from '../../../errors/debugger';
import type { ErrorText, ErrorTexts } from '../../error-text';
import { batchErrors } from './batches';

export const debuggerErrors: ErrorTexts<keyof DebuggerErrors> = {
  'no-such-step': ({ step, oldest, newest }) => ({
    headline: `Step ${step} can’t be gone to.`,
    expected: `a step from ${oldest} to ${newest}`,
    got: String(step),
    next: 'Choose a step that was trained and is still kept.',
  }),
  'wrong-edit': ({ name, expected, got }) => ({
    headline: `${name} can’t be changed to ${got}.`,
    expected,
    got,
    next: 'Nothing has been changed. Give another value.',
  }),
  'wrong-variant': ({ name, expected, got }) => ({
    headline: `A variant can’t be computed: ${name} does not fit.`,
    expected,
    got,
    next: 'Correct the variant; nothing has been changed.',
  }),
  'no-such-edit': ({ id }) => ({
    headline: `Edit ${id} can’t be taken back here.`,
    next: 'Choose an edit of this line, or go back to before it.',
  }),
  'discard-misplaced': ({ step, epoch, batch }) => ({
    headline: `Batch ${batch + 1} of epoch ${epoch + 1} does not come after step ${step}: it can’t be discarded there.`,
    next: 'Give the list with the same experiment, data and options as the run that it was copied from, and all of its edits.',
  }),
  'edits-beyond-end': ({ count, step, end }) => ({
    headline:
      count === 1
        ? `An edit is to be made after step ${step}, where the run has no more batches: it ends after step ${end}.`
        : `${count} edits are to be made where the run has no more batches, the first after step ${step}: it ends after step ${end}.`,
    next: 'Train for more epochs or steps, or take those edits out of the list.',
  }),
  'batch-size-fixed': ({ rows }) =>
    rows === undefined
      ? {
          headline: 'The loop decides which rows each call of trainOnBatch gets.',
          next: 'Change the batch size in the loop itself, and start again.',
        }
      : {
          headline: `The model is made for batches of ${counted(rows, 'row')} and can’t be given others.`,
          next: 'Give its first layer inputShape in place of batchInputShape, and start again.',
        },
  'no-row-left': () => ({
    headline: 'It is the last row of the batch: nothing would be left to train on.',
    next: 'Discard the batch instead.',
  }),
  'row-without-id': () => ({
    headline: 'The rows of this data have no ids: a change counts for the batch that the run stands in only.',
    next: 'Step into a batch (F11) and change its rows there, or use a source such as arrays or csv, whose rows have ids.',
  }),
  'batch-changed': ({ file }) => ({
    headline: `${file} holds another batch than the one that was trained on.`,
    next: 'Put the file back as it was: with another batch the run would come to other weights.',
  }),
  'batch-misfit': ({ file, error }) => ({
    ...textOf(error),
    headline: `${file} does not fit the model. ${textOf(error).headline}`,
    next: 'Open a batch that was saved from this model, or arrays of the same shapes.',
  }),
};

/** The sentences of an error inside another. */
function textOf({ code, values }: ErrorReport<keyof BatchErrors>): ErrorText {
  return (batchErrors as { readonly [code: string]: (values: unknown) => ErrorText })[code]!(values);
}
