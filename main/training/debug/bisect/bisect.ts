import type { Bisect, FaultyRows } from '../../../contract/debug/bisect';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { firstRows } from '../../data/row-ids';
import { computeStep, discardStep } from '../../step/train-on-batch';
import { userCodeError } from '../../user-code';
import { cloneBatch } from '../looked-at-batch';
import { notFiniteStep, type NotFinite } from '../../inside-step/not-finite';
import { notFiniteRows, RowSearch } from './faulty-rows';
import { origin, type Origin } from './locate';
import { faultOf, watchedStep, type Fault } from './watched-step';

/** A step that is to be looked into. */
export type Suspect = {
  readonly compiled: CompiledModel;
  readonly batch: PreparedBatch;
  /** Of its random numbers. */
  readonly key: number;
  readonly step: number;
  readonly epoch: number;
  readonly index: number;
};

function computedFault({ compiled, batch, key }: Suspect): NotFinite | undefined {
  const step = computeStep(compiled, cloneBatch(batch), key);
  try {
    return notFiniteStep(compiled, step);
  } finally {
    discardStep(compiled, step);
  }
}

function rowsOf({ phase, className, fault }: Origin, batch: PreparedBatch, search: RowSearch): FaultyRows {
  const isPenalty = phase === 'loss' && className !== undefined;
  if (phase === 'data') return notFiniteRows(batch, (tensor) => faultOf(tensor, batch.rows));
  if (phase === 'weights' || phase === 'update' || isPenalty) return { kind: 'none' };
  return search.find(fault);
}

function sourcesOf({ rowIds, rows }: PreparedBatch, faulty: FaultyRows): Pick<Bisect, 'sources'> {
  if (faulty.kind !== 'some' || !rowIds) return {};
  const all = firstRows(rowIds, rows);
  return { sources: faulty.rows.map((row) => all[row]!) };
}

/**
 * Finds phase, layer and rows of the first NaN or infinity of a step. Nothing is written.
 * @returns undefined if every number is finite
 * @throws CodedError if the person's own code throws
 */
export function bisectStep(suspect: Suspect): Bisect | undefined {
  const { compiled, batch, key, step, epoch, index } = suspect;
  try {
    let others = 0;
    const originOf = (part: PreparedBatch): Origin | undefined => {
      const watched = (): ReturnType<typeof watchedStep> => {
        others += 1;
        return watchedStep(compiled, part, key);
      };
      others += 1;
      return origin(compiled, part, watched, computedFault({ ...suspect, batch: part }));
    };
    const found = originOf(batch);
    if (!found) return undefined;
    const faultAtPlace = (part: PreparedBatch): Fault | undefined => {
      const other = originOf(part);
      return other?.phase === found.phase && other.layer === found.layer ? (other.fault ?? {}) : undefined;
    };
    const search = new RowSearch(compiled, batch, key, faultAtPlace);
    const rows = rowsOf(found, batch, search);
    const { fault: _, ...where } = found;
    const place = { step, epoch, batch: index, model: compiled.name, batchRows: batch.rows };
    return { ...place, ...where, rows, ...sourcesOf(batch, rows), computed: search.computed + others };
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  }
}
