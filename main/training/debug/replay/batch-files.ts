import { CodedError } from '../../../contract/errors';
import type { Edit, PlannedEdit, Replay } from '../../../contract/debug/edits';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import type { SavedRun } from '../../session/saved-run';
import { fitBatch } from './fit-batch';
import { readBatchFile, type ReadBatch } from './read-batch-file';

type ReplayEdit = Extract<Edit, { readonly kind: 'replay-batch' }>;

/** The batches that a run was trained on out of files, kept: their way is repeated, whatever becomes of the files. */
export class BatchFiles {
  /** By file and hash. */
  readonly #read = new Map<string, ReadBatch>();
  /** Without a hash: what the file held when the run began. */
  readonly #latest = new Map<string, ReadBatch>();

  /**
   * Reads what a run is to be trained on: by its edits, or because it was saved before.
   * @throws CodedError as {@link keep}
   */
  async prepare(edits: readonly PlannedEdit[], resume: SavedRun | undefined): Promise<void> {
    for (const { edit } of edits) if (edit.kind === 'replay-batch' && edit.times > 0) await this.keep(edit);
    for (const { settings } of Object.values(resume?.models ?? {})) {
      if (settings?.replay) await this.keep(settings.replay);
    }
  }

  /** @throws CodedError `batch-changed`, and those of reading it */
  async keep({ file, sha256 }: { readonly file: string; readonly sha256?: string }): Promise<ReadBatch> {
    const known = sha256 === undefined ? undefined : this.#read.get(keyOf(file, sha256));
    if (known) return known;
    const read = await readBatchFile(file);
    if (sha256 !== undefined && read.sha256 !== sha256) throw new CodedError('batch-changed', { file });
    this.#read.set(keyOf(file, read.sha256), read);
    this.#latest.set(file, read);
    return read;
  }

  /** The edit with the hash of what its file holds, proved possible. @throws CodedError `batch-changed`, `batch-misfit`, `data-file` */
  checked(edit: ReplayEdit, compiled: CompiledModel): ReplayEdit {
    const sha256 = edit.sha256 ?? this.#latest.get(edit.file)?.sha256 ?? '';
    if (edit.times === 0) return { ...edit, sha256 };
    disposeBatch(this.batch({ file: edit.file, sha256 }, compiled));
    return { ...edit, sha256 };
  }

  /** A batch that was kept, made anew. @throws CodedError `batch-changed` for one that was not, `batch-misfit`, `data-file` */
  batch({ file, sha256 }: Pick<Replay, 'file' | 'sha256'>, compiled: CompiledModel): PreparedBatch {
    const read = this.#read.get(keyOf(file, sha256));
    if (!read) throw new CodedError('batch-changed', { file });
    return fitBatch(read, compiled);
  }
}

const keyOf = (file: string, sha256: string): string => `${sha256} ${file}`;
