import type { PreflightFinding, PreflightUnknown } from '../../../contract/debug/preflight';
import { CodedError, reportOf } from '../../../contract/errors';
import { stepOf } from '../../../contract/run-state';
import type { CompiledModel } from '../../model/compiled-model';
import { prepareBatch, type PrepareOptions } from '../../data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { partsOfYield } from '../../data/yielded';
import type { Yielded } from '../../experiment';
import { rowHashes } from '../batch/row-hash';
import type { DebugContext } from '../debug-context';
import { cloneBatch } from '../looked-at-batch';

/** Batches that are looked at closely. */
const lookedAt = 6;
/** More are read for their form and for the end of the data, up to so many or so many bytes. */
export const mostBatches = 512;
export const mostBytes = 64 * 2 ** 20;

/** What the next batches of a run are, as far as they can be had. */
export type TakenBatches = {
  /** To be ended by the caller. */
  readonly batches: readonly PreparedBatch[];
  readonly read: number;
  readonly findings: readonly PreflightFinding[];
  readonly unknown: readonly PreflightUnknown[];
  /** Of the inputs of every row that was read. */
  readonly rows: ReadonlySet<number>;
  /** After how many batches the first one came again. */
  readonly period: number | undefined;
};

/** In memory, weights aside. */
export function bytesOf({ xs, ys }: PreparedBatch): number {
  return [...xs, ...ys].reduce((sum, { size }) => sum + size * 4, 0);
}

/** Takes batches in: each is checked, the first are kept. */
class Intake {
  readonly batches: PreparedBatch[] = [];
  readonly findings: PreflightFinding[] = [];
  readonly rows = new Set<number>();
  read = 0;
  period: number | undefined;
  readonly #compiled: CompiledModel;
  readonly #options: PrepareOptions;
  /** Batches of the run before the first of these. */
  readonly #before: number;
  #bytes = 0;
  #first = '';

  constructor(compiled: CompiledModel, options: PrepareOptions, before: number) {
    this.#compiled = compiled;
    this.#options = options;
    this.#before = before;
  }

  get isFull(): boolean {
    return this.read >= mostBatches || this.#bytes >= mostBytes;
  }

  /** @returns false if it can't be trained on */
  take(item: Yielded): boolean {
    try {
      this.takePrepared(prepareBatch(this.#compiled, partsOfYield(item), this.#options));
      return true;
    } catch (error) {
      this.refused(error);
      return false;
    }
  }

  /** The next batch can't be had, or not be trained on. */
  refused(error: unknown): void {
    const values = { batch: this.#before + this.read, error: reportOf(error) };
    this.findings.push({ check: 'data', level: 'problem', code: 'batch-refused', values });
  }

  /** @param batch passes over */
  takePrepared(batch: PreparedBatch): void {
    const hashes = rowHashes(batch);
    const all = hashes.join();
    if (this.read === 0) this.#first = all;
    else if (this.period === undefined && all === this.#first) this.period = this.read;
    for (const hash of hashes) this.rows.add(hash);
    this.read += 1;
    this.#bytes += bytesOf(batch);
    if (this.batches.length < lookedAt) this.batches.push(batch);
    else disposeBatch(batch);
  }
}

/** Whether data could not be read because somebody else reads it: that says nothing about the data. */
export function isBusy(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'illegal-command';
}

async function takeAhead(intake: Intake, peek: NonNullable<DebugContext['peek']>, needed: number): Promise<boolean> {
  if (needed <= 0) return false;
  let taken = 0;
  try {
    return await peek((item) => {
      taken += 1;
      return intake.take(item) && taken < needed && !intake.isFull;
    });
  } catch (error) {
    if (isBusy(error)) {
      for (const batch of intake.batches) disposeBatch(batch);
      throw error;
    }
    intake.refused(error);
    return false;
  }
}

/** Reads the next batches of a model; the run gets them all the same. */
export async function takeBatches(context: DebugContext, compiled: CompiledModel): Promise<TakenBatches> {
  const { plan, pending, last, peek, state, experiment } = context;
  const step = stepOf(state);
  const classWeight = 'classWeight' in experiment ? experiment.classWeight : undefined;
  const intake = new Intake(compiled, classWeight ? { classWeight } : {}, step);
  if (pending) intake.takePrepared(cloneBatch(pending.batch));
  const needed = (plan.totalSteps ?? Infinity) - step - intake.read;
  const isEnded = peek ? await takeAhead(intake, peek, needed) : false;
  const known = step + intake.read;
  // Nothing is left, or nothing can be had: the batch before.
  if (intake.read === 0 && intake.findings.length === 0 && last?.compiled === compiled) {
    intake.takePrepared(cloneBatch(last.trained.batch));
  }
  const { batches, findings, rows, read, period } = intake;
  const isShort = isEnded && plan.totalSteps !== undefined && known < plan.totalSteps;
  const short = { batches: known, needed: plan.totalSteps! };
  const unknown: PreflightUnknown[] = [];
  if (!peek && plan.mode !== 'loop') unknown.push({ code: 'data-ahead', values: {} });
  if (intake.isFull) unknown.push({ code: 'further-batches', values: { read: step + read } });
  return {
    batches,
    read,
    rows,
    period,
    unknown,
    findings: [
      ...(isShort ? [{ check: 'data', level: 'problem', code: 'too-short', values: short } as const] : []),
      ...findings,
    ],
  };
}
