import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Replay, Target } from '../../contract/debug/edits';
import { rowKey, type RowPlace } from '../../contract/debug/row-edits';
import { CodedError } from '../../contract/errors';
import { withRowChange, type RowChange, type RowChanges } from '../data/row-changes';
import { classCount, withoutAxis } from '../losses/loss';
import { wrongHyperparameter } from '../names';
import type { CompiledOutput } from './compiled-model';
import { trainedOutput } from './loss-weights';

/** How the batches of a model differ from what the data gives; plain data, a part of its state. */
export type BatchEdits = {
  /** Rows of a batch. */
  readonly batchSize?: number;
  readonly rows?: RowChanges;
  readonly replay?: Replay;
  readonly repeats?: boolean;
};

/** What may be changed in the batches that a model is trained on. */
export class BatchSettings {
  readonly #model: LayersModel;
  readonly #outputs: readonly CompiledOutput[];
  #batchSize: number | undefined;
  #rows: RowChanges | undefined;
  #replay: Replay | undefined;
  /** Whether data that has ended begins anew. */
  repeats = false;

  constructor(model: LayersModel, outputs: readonly CompiledOutput[]) {
    this.#model = model;
    this.#outputs = outputs;
  }

  /** Assigning replaces all edits. */
  get edits(): BatchEdits {
    return {
      ...(this.#batchSize !== undefined && { batchSize: this.#batchSize }),
      ...(this.#rows && { rows: this.#rows }),
      ...(this.#replay && { replay: this.#replay }),
      ...(this.repeats && { repeats: true }),
    };
  }

  set edits({ batchSize, rows, replay, repeats = false }: BatchEdits) {
    this.#batchSize = batchSize;
    this.#rows = rows;
    this.#replay = replay;
    this.repeats = repeats;
  }

  /** Rows of every batch, if the model fixes them. */
  get fixedRows(): number | undefined {
    return this.#model.inputs.map(({ shape }) => shape[0]).find((rows) => typeof rows === 'number');
  }

  /** Rows that a batch is cut to; undefined where batches are as the data gives them. */
  get batchSize(): number | undefined {
    return this.#batchSize;
  }

  /**
   * @param size 0: as the data gives them
   * @throws CodedError `wrong-hyperparameter`, `batch-size-fixed` for a model that is made for batches of one size
   */
  setBatchSize(size: number): void {
    if (!(Number.isSafeInteger(size) && size >= 0)) throw wrongHyperparameter('batchSize', 'integer >= 1', size);
    const rows = this.fixedRows;
    if (rows !== undefined) throw new CodedError('batch-size-fixed', { rows });
    this.#batchSize = size === 0 ? undefined : size;
  }

  /** Updates that are due on a batch out of a file; undefined if none is. */
  get replay(): Replay | undefined {
    return this.#replay;
  }

  /** Replaces the updates that were due. @throws CodedError `wrong-hyperparameter` */
  setReplay(file: string, sha256: string, times: number): void {
    if (!(Number.isSafeInteger(times) && times >= 0)) throw wrongHyperparameter('times', 'integer >= 0', times);
    this.#replay = times === 0 ? undefined : { file, sha256, left: times };
  }

  /** Counts down the updates that are due. */
  replayed(): void {
    const { file, sha256, left } = this.#replay!;
    this.setReplay(file, sha256, left - 1);
  }

  /** Rows that were changed by hand; undefined if none was. */
  get rows(): RowChanges | undefined {
    return this.#rows;
  }

  isSkipped(row: RowPlace): boolean {
    return this.#changeOf(row).isSkipped ?? false;
  }

  setSkipped(row: RowPlace, isSkipped: boolean): void {
    const { isSkipped: _, ...rest } = this.#changeOf(row);
    this.#rows = withRowChange(this.#rows ?? {}, row, { ...(isSkipped && { isSkipped }), ...rest });
  }

  /** @returns null where the data's own target counts. @throws CodedError `unknown-name` */
  targetOf(row: RowPlace, output: string): Target {
    trainedOutput(this.#outputs, output);
    return this.#changeOf(row).targets?.[output] ?? null;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` for a target that is none of the output's */
  setTarget(row: RowPlace, output: string, target: Target): void {
    const at = trainedOutput(this.#outputs, output);
    if (target) checkTarget(this.#outputs[at]!, target);
    const { targets: { [output]: _, ...others } = {}, ...rest } = this.#changeOf(row);
    const targets = { ...others, ...(target && { [output]: target }) };
    this.#rows = withRowChange(this.#rows ?? {}, row, {
      ...rest,
      ...(Object.keys(targets).length > 0 && { targets: sorted(targets) }),
    });
  }

  #changeOf(row: RowPlace): RowChange {
    return this.#rows?.[rowKey(row)] ?? {};
  }
}

function sorted<Value>(values: { readonly [name: string]: Value }): { readonly [name: string]: Value } {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @throws CodedError `wrong-hyperparameter` */
function checkTarget({ shape, loss }: CompiledOutput, target: readonly number[]): void {
  const isClass = loss.targets === 'class-index';
  const sizes = isClass ? withoutAxis(shape, loss.axis).slice(1) : shape.slice(1);
  const size = sizes.reduce<number>((product, each) => product * (each ?? NaN), 1);
  const classes = classCount({ shape, loss });
  const fits = (value: number): boolean =>
    isClass ? Number.isInteger(value) && value >= 0 && value < (classes ?? Infinity) : Number.isFinite(value);
  const isSize = loss.targets === 'free' || Number.isNaN(size) || target.length === size;
  if (isSize && target.length > 0 && target.every(fits)) return;
  const each = isClass ? `0 … ${(classes ?? Infinity) - 1}` : 'number';
  const expected = size === 1 ? each : `${Number.isNaN(size) ? '' : `${size} × `}${each}`;
  throw wrongHyperparameter('target', expected, target);
}
