import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { CompiledModel } from '../model/compiled-model';
import type { PlainData } from '../experiment';
import { readState, type ModelState } from '../model/state';

/**
 * All that a run goes on from after `step` updates. Random numbers depend only on keys, so none of their state is in it.
 * Plain data: it may be kept in memory, on disk, or sent.
 */
export type Snapshot = {
  readonly step: number;
  /** By model name. */
  readonly models: { readonly [name: string]: ModelState };
  /** Where the mode of training stands: epoch, batch, place in the data, callbacks' states. */
  readonly position: PlainData;
  /** Past values and counts of the breakpoints' conditions; absent if there are none. */
  readonly watchers?: PlainData;
};

/** The states of models, by their names. */
export function statesOf(models: ReadonlyMap<string, CompiledModel>): Snapshot['models'] {
  return Object.fromEntries([...models].map(([name, compiled]) => [name, readState(compiled)]));
}

/** A snapshot as bytes. */
export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  return serialize(snapshot);
}

/** What {@link encodeSnapshot} made. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot {
  return deserialize(bytes) as Snapshot;
}

/** Bytes that a snapshot takes, about: its tensors, what callbacks keep, and a little for the rest. */
export function sizeOf({ models, position, watchers }: Snapshot): number {
  let size = 2048 + serialize([position, watchers]).byteLength;
  for (const { weights, states = {}, optimizer } of Object.values(models)) {
    for (const values of [weights, states, ...Object.values(optimizer.slots)]) {
      for (const { bytes } of Object.values(values)) size += bytes.byteLength;
    }
  }
  return size;
}

/**
 * A hash as {@link stateHash} over all but what tests change: the sums of the metrics and what stateful layers carry on.
 */
export function hashWithoutTests(models: Snapshot['models']): string {
  const without = (state: ModelState): ModelState => ({ ...state, states: {}, sums: [] });
  return stateHash(Object.fromEntries(Object.entries(models).map(([name, state]) => [name, without(state)])));
}

/**
 * A hash over every weight, optimizer slot and counter and every sum of the metrics, by name: equal exactly if a run goes
 * on with the same bits. SHA-256, hexadecimal.
 */
export function stateHash(models: Snapshot['models']): string {
  const hash = createHash('sha256');
  for (const [model, { weights, states = {}, optimizer, settings, sums }] of sorted(models)) {
    const { slots, ...numbers } = optimizer;
    hash.update(JSON.stringify([model, sums.map(String), numbers, settings]));
    for (const [owner, values] of [['', { ...weights, ...states }] as const, ...sorted(slots)]) {
      for (const [name, { dtype, shape, bytes }] of sorted(values)) {
        hash.update(JSON.stringify([owner, name, dtype, shape]));
        hash.update(bytes);
      }
    }
  }
  return hash.digest('hex');
}

function sorted<Value>(values: { readonly [name: string]: Value }): (readonly [string, Value])[] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
