import { tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import type { FaultyRows } from '../../../contract/debug/bisect';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, gatherRows, type PreparedBatch } from '../../data/prepared-batch';
import { walkLayers } from '../../model/walk-layers';
import { computeStep, discardStep } from '../../step/train-on-batch';
import { notFiniteStep } from '../../inside-step/not-finite';
import type { Fault } from './watched-step';

/** Steps that are computed at most to find the rows. */
const mostSteps = 96;

/**
 * A batch of the same size in which only some rows stand: each in its own place, so that its random numbers are the same,
 * and copies of them in the places of the others.
 */
function onlyRows({ xs, ys, weights, rows }: PreparedBatch, kept: readonly number[]): PreparedBatch {
  const isKept = new Set(kept);
  let next = 0;
  const places = Array.from({ length: rows }, (_, row) => (isKept.has(row) ? row : kept[next++ % kept.length]!));
  const indices = tensor1d(places, 'int32');
  const part = (tensor: Tensor): Tensor => (tensor.shape[0] === rows ? tensor.gather(indices) : tensor.clone());
  const own = { xs: xs.map(part), ys: ys.map(part), weights: weights.map((each) => each && part(each)), rows };
  indices.dispose();
  return own;
}

/** Finds the rows of a batch that make NaN or infinities, by computing the step on parts of it. Nothing is written. */
export class RowSearch {
  readonly #compiled: CompiledModel;
  readonly #batch: PreparedBatch;
  readonly #key: number;
  readonly #faultAtPlace: (part: PreparedBatch) => Fault | undefined;
  #computed = 0;
  #isTogether = false;
  /** Whether the search ended before all rows were told apart, and whether it has met any that are sound. */
  #isCut = false;
  #hasSound = false;

  /** @param faultAtPlace what of a faulty part of the batch is at the place whose rows are searched for */
  constructor(
    compiled: CompiledModel,
    batch: PreparedBatch,
    key: number,
    faultAtPlace: (part: PreparedBatch) => Fault | undefined,
  ) {
    this.#compiled = compiled;
    this.#batch = batch;
    this.#key = key;
    this.#faultAtPlace = faultAtPlace;
  }

  /** Steps computed so far. */
  get computed(): number {
    return this.#computed;
  }

  /** @param seen what was seen in the numbers themselves, if that is known */
  find(seen: Fault | undefined): FaultyRows {
    const all = Array.from({ length: this.#batch.rows }, (_, row) => row);
    const rows = seen?.rows ?? [];
    const others = all.filter((row) => !rows.includes(row));
    if (rows.length > 0 && others.length > 0 && this.#isFaulty(rows)) {
      const isOwn = !this.#isFaulty(others) || !this.#isAtPlace(others) || this.#areSoundAlone(others);
      if (isOwn) return { kind: 'some', rows, by: 'values' };
    }
    const ends = [all.slice(0, 1), all.slice(-1), all.slice(0, all.length / 2)].filter(({ length }) => length > 0);
    if (rows.length === all.length && ends.every((part) => this.#isFaulty(part))) return this.#everyRow();
    const found = this.#search(all);
    if (this.#isTogether) return this.#together();
    const isEvery = found.length === all.length || (this.#isCut && !this.#hasSound);
    if (isEvery) return this.#everyRow();
    return found.length > 0 ? { kind: 'some', rows: found, by: 'halving' } : this.#together();
  }

  #everyRow(): FaultyRows {
    return this.#batch.rows === 1 ? { kind: 'some', rows: [0], by: 'halving' } : { kind: 'all' };
  }

  #together(): FaultyRows {
    const coupling = walkLayers(this.#compiled.model).filter((layer) => layer.getClassName() === 'BatchNormalization');
    return { kind: 'together', layers: coupling.map(({ name }) => name) };
  }

  /** Of rows that are faulty together, those that are so alone, as far as the search comes. */
  #search(rows: readonly number[]): readonly number[] {
    if (rows.length === 1) return this.#checked(rows);
    if (this.#computed >= mostSteps) {
      this.#isCut = true;
      return [];
    }
    const middle = Math.ceil(rows.length / 2);
    const halves = [rows.slice(0, middle), rows.slice(middle)].filter((half) => this.#isFaulty(half));
    if (halves.length === 1) this.#hasSound = true;
    if (halves.length > 0) return halves.flatMap((half) => this.#search(half));
    this.#isTogether = true;
    return rows;
  }

  /** A row that is faulty by itself, if it is so at the place that is searched. */
  #checked(row: readonly number[]): readonly number[] {
    if (this.#isAtPlace(row)) return row;
    this.#hasSound = true;
    return [];
  }

  /**
   * Whether rows that are faulty are so at the place that is searched, in their own places in the batch: copies of them that
   * stand where dropout or noise has made the fault are faulty whatever they hold.
   */
  #isAtPlace(rows: readonly number[]): boolean {
    const batch = onlyRows(this.#batch, rows);
    try {
      const fault = this.#faultAtPlace(batch);
      return fault !== undefined && (fault.rows?.some((row) => rows.includes(row)) ?? true);
    } finally {
      disposeBatch(batch);
    }
  }

  /** Copies of a row may be faulty beside each other, as where a loss takes the distance of any two. */
  #areSoundAlone(rows: readonly number[]): boolean {
    const isOfAnySize = this.#compiled.model.inputs.every(({ shape: [size] }) => size === null);
    return isOfAnySize && !this.#isFaultyBatch(gatherRows(this.#batch, rows));
  }

  #isFaulty(rows: readonly number[]): boolean {
    return this.#isFaultyBatch(onlyRows(this.#batch, rows));
  }

  /** @param batch passes over */
  #isFaultyBatch(batch: PreparedBatch): boolean {
    this.#computed += 1;
    const step = computeStep(this.#compiled, batch, this.#key);
    try {
      return notFiniteStep(this.#compiled, step) !== undefined;
    } finally {
      discardStep(this.#compiled, step);
    }
  }
}

/** Rows of a batch that hold NaN or infinities themselves. */
export function notFiniteRows(batch: PreparedBatch, faultOf: (tensor: Tensor) => Fault | undefined): FaultyRows {
  const tensors = [...batch.xs, ...batch.ys, ...batch.weights].filter((each) => each !== undefined);
  const rows = new Set(tensors.flatMap((each) => faultOf(each)?.rows ?? []));
  return { kind: 'some', rows: [...rows].sort((a, b) => a - b), by: 'values' };
}
