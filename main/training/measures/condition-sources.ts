import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConditionNeeds, ConditionSources } from '../../contract/conditions/condition-sources';
import type { MeasureName } from '../../contract/conditions/condition-types';
import type { Logs } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { rowClass } from '../data/row-classes';
import { hasRow } from '../data/row-ids';
import type { ComputedStep } from '../step/step';
import type { BatchPlace } from '../inside-step/pending-step';
import { deadShare, gradientNorm, updateRatio, weightNorm } from './layer-measures';
import { rangeOf } from './statistics';

/** A batch that is judged, before its step or after it. */
export type JudgedBatch = Omit<BatchPlace, 'again'>;

/** A batch as conditions see it. */
export type BatchFacts = {
  readonly place: JudgedBatch;
  /** The number that its update has, from 1. */
  readonly step: number;
  /** The learning rate of its update. */
  readonly learningRate: number;
  /** Its own values, by series of the run. */
  readonly own: Logs;
  /** Its computed step, until that is written; absent where only its values are known. */
  readonly computed?: (() => ComputedStep | undefined) | undefined;
  /** What it was measured by, where that is known. */
  readonly squares?: ComputedStep['squares'] | undefined;
  /** Whether it surely holds neither NaN nor infinities. */
  readonly isFinite?: boolean | undefined;
  /** All models of the run. */
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly latest: Latest;
};

/** Values from before the batch: of other models, and of the last validation. */
export type Latest = ReadonlyMap<string, number>;

/** Measures of a step, known from when it is computed until it is written; weights can be measured at any time. */
export const stepMeasures = ['gradNorm', 'updateRatio', 'deadShare'] as const satisfies readonly MeasureName[];

/** Whether conditions read any of them. */
export function readsStep({ measures }: ConditionNeeds): boolean {
  return stepMeasures.some((name) => measures[name].length > 0);
}

/** The key that the newest value of a measure is kept under. */
function measureKey(name: MeasureName, layer: string | undefined): string {
  return `${name}(${layer ?? ''})`;
}

const nothing: ReadonlyMap<string, number> = new Map();

/** The numbers of one batch, each computed when it is first asked for. */
export class BatchSources implements ConditionSources {
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly rows: number;
  readonly learningRate: number;
  readonly own: Logs;
  readonly #facts: BatchFacts;
  #measured: Map<string, number> | undefined;
  #written: PreparedBatch | undefined;
  #range: ReturnType<typeof rangeOf> | undefined;

  constructor(facts: BatchFacts) {
    this.#facts = facts;
    this.own = facts.own;
    this.step = facts.step;
    this.epoch = facts.place.epoch;
    this.batch = facts.place.index;
    this.rows = facts.place.batch.rows;
    this.learningRate = facts.learningRate;
  }

  /** Called once the batch's update is written: measures of the batch stay, those of the weights are computed anew. */
  written(batch: PreparedBatch): void {
    this.#written = batch;
    if (!this.#measured) return;
    for (const name of this.#measured.keys()) if (name.startsWith('weightNorm')) this.#measured.delete(name);
  }

  /** What was measured, by name and layer. */
  get measured(): ReadonlyMap<string, number> {
    return this.#measured ?? nothing;
  }

  /** Its rows may be changed while the run stands in its step. */
  get #batch(): PreparedBatch {
    return this.#written ?? this.#facts.computed?.()?.batch ?? this.#facts.place.batch;
  }

  series(key: string): number {
    return this.own[key] ?? this.#facts.latest.get(key) ?? NaN;
  }

  measure(name: MeasureName, layer: string | undefined): number {
    const key = measureKey(name, layer);
    const known = this.#measured?.get(key);
    if (known !== undefined) return known;
    const value = this.#measure(name, layer);
    if (value === undefined) return this.#facts.latest.get(key) ?? NaN;
    // Made only now: most batches are not asked for any measure.
    this.#measured ??= new Map<string, number>();
    this.#measured.set(key, value);
    return value;
  }

  smallest(): number {
    return this.#inputRange().min;
  }

  largest(): number {
    return this.#inputRange().max;
  }

  hasNaN(): boolean {
    if (this.#facts.isFinite) return false;
    const { xs, ys } = this.#batch;
    return [...xs, ...ys].some((tensor) => holdsNaN(numbersOf(tensor)));
  }

  rowsOfClass(index: number): number {
    const { ys, rows } = this.#batch;
    return ys.reduce((count, targets) => count + rowsWith(index, numbersOf(targets), rows), 0);
  }

  hasRow(id: number | string): boolean {
    const { rowIds } = this.#batch;
    return rowIds !== undefined && hasRow(rowIds, id);
  }

  isOwn(seriesOrLayer: string): boolean {
    if (this.#facts.models.size === 1 || this.own[seriesOrLayer] !== undefined) return true;
    return this.#find(seriesOrLayer)[0] === this.#facts.place.compiled;
  }

  /** @returns undefined if it can't be measured on this batch */
  #measure(name: MeasureName, layer = ''): number | undefined {
    const [compiled, own] = this.#find(layer);
    if (!compiled) return undefined;
    const isOwn = compiled === this.#facts.place.compiled;
    const computed = this.#written ? undefined : this.#facts.computed?.();
    const step = { squares: this.#facts.squares, ...computed };
    if (name === 'weightNorm') return weightNorm(compiled, this.#written || !isOwn ? {} : step, own);
    if (!isOwn) return undefined;
    if (name === 'deadShare') return computed && deadShare(compiled, { ...this.#facts.place, batch: this.#batch }, own);
    if (!computed && !step.squares) return undefined;
    return name === 'gradNorm' ? gradientNorm(compiled, step, own) : updateRatio(compiled, step, own);
  }

  /** The model that a layer of the vocabulary belongs to, and its name there; '' stands for all of the batch's model. */
  #find(layer: string): readonly [CompiledModel | undefined, string] {
    const { compiled } = this.#facts.place;
    if (layer === '' || this.#facts.models.size === 1) return [compiled, layer];
    const [name] = [...this.#facts.models.keys()].filter((each) => layer.startsWith(`${each}/`));
    return name === undefined ? [compiled, layer] : [this.#facts.models.get(name), layer.slice(name.length + 1)];
  }

  /** NaN where no input holds a number. */
  #inputRange(): ReturnType<typeof rangeOf> {
    const { min, max } = (this.#range ??= rangeOf(this.#batch.xs));
    return min > max ? { min: NaN, max: NaN } : this.#range;
  }
}

function numbersOf(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}

function holdsNaN(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at += 1) if (Number.isNaN(values[at])) return true;
  return false;
}

/** How many rows have a class. */
function rowsWith(index: number, targets: ArrayLike<number>, rows: number): number {
  const width = targets.length / rows;
  let count = 0;
  for (let row = 0; row < rows; row += 1) if (rowClass(targets, width, row) === index) count += 1;
  return count;
}
