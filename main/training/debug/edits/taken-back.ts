import type { Edit, EditRecord, EditValue } from '../../../contract/debug/edits';
import type { CompiledModel } from '../../model/compiled-model';
import { withValue } from './apply-edit';
import { isSameFile } from './edit-kinds';

/**
 * The edit that takes another one back. Updates on another batch that it ended go on, unless something was said of them
 * since, or other updates are under way by now.
 * @param records of the line
 */
export function takenBack(
  { id, edit, model, replaced }: EditRecord,
  was: EditValue,
  records: readonly EditRecord[],
  { settings }: CompiledModel,
): Edit {
  const back = withValue(edit as Edit, was);
  if (!replaced || back.kind !== 'replay-batch') return back;
  const { replay } = settings.batches;
  const isSpokenOf = records.some(
    (later) =>
      later.id > id && later.model === model && later.edit.kind === 'replay-batch' && isSameFile(later.edit, replaced),
  );
  if (isSpokenOf || (replay && !isSameFile(replay, back))) return back;
  const { file, sha256, left } = replaced;
  return { kind: 'replay-batch', file, sha256, times: left };
}
