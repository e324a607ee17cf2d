import type { FileBatch } from '../../../contract/debug/batch-inspector';
import type { EditRecord } from '../../../contract/debug/edits';
import { stepOf } from '../../../contract/run-state';
import { disposeBatch } from '../../data/prepared-batch';
import { lookAt } from '../batch/batch-look';
import { untrainedDetail } from '../batch/pending-batch';
import type { DebugContext } from '../debug-context';
import type { LookedAtBatch } from '../looked-at-batch';
import { fittingModel } from './fit-batch';
import { readBatchFile, type ReadBatch } from './read-batch-file';

/**
 * Lends the batch of a file, as if it were the next to be trained on, with the model that it fits.
 * @throws CodedError if it can't be read, or fits no model
 */
export async function withFileBatch<Result>(
  { models, plan, state }: DebugContext,
  file: string,
  use: (looked: LookedAtBatch, read: ReadBatch) => Result,
): Promise<Result> {
  const read = await readBatchFile(file);
  const { compiled, batch } = fittingModel(read, models);
  try {
    const step = stepOf(state) + 1;
    const place = { of: 'pending', step, epoch: 0, batch: 0, model: compiled.name, rows: batch.rows } as const;
    const key = plan.mode === 'loop' ? step - 1 : compiled.optimizer.iterations;
    return use({ place, compiled, batch, key, isFromFile: true }, read);
  } finally {
    disposeBatch(batch);
  }
}

/** A batch out of a file, with the weights as they are. Nothing is written. @throws CodedError as {@link withFileBatch} */
export function fileBatch(context: DebugContext, file: string): Promise<FileBatch> {
  return withFileBatch(context, file, (looked, { sha256, found }) => {
    const detail = untrainedDetail(context, looked, file);
    return { file, sha256, detail, look: lookAt(context, looked), ...(found && { found }) };
  });
}

/**
 * Has the run trained on a batch out of a file, from its next batch on.
 * @throws CodedError as {@link withFileBatch}, and as an edit
 */
export async function replayBatch(context: DebugContext, file: string, times: number): Promise<EditRecord> {
  const { edits, files, models } = context;
  const read = await files.keep({ file });
  const { compiled, batch } = fittingModel(read, models);
  disposeBatch(batch);
  return edits.make(compiled.name, { kind: 'replay-batch', file, sha256: read.sha256, times });
}
