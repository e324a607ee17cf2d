import { decodeTensor, encodeTensor, type TensorData } from '../../contract/tensor-data';
import type { PlainData } from '../experiment';
import type { KnownBatch } from '../measures/known-batch';
import type { BreakpointSetState } from './breakpoint-set';
import type { EpochLogs } from './epoch-values';

/** Newest values of a series that a saved run keeps, for windows that are asked for later. */
const mostValues = 1000;

/** The state of breakpoints, with the condition of each by its id: an id may have got another meanwhile. */
export type SavedSet = {
  readonly conditions: { readonly [id: string]: string };
  readonly set: BreakpointSetState;
};

type Saved = SavedSet & {
  readonly latest: { readonly [key: string]: number };
  readonly epochs: readonly EpochLogs[];
  /** The newest values of each series; of none where none were kept. */
  readonly recorded: { readonly [series: string]: TensorData };
  /** The batch that was trained last, as far as the end of an epoch is judged by it. */
  readonly last?: KnownBatch;
};

/** What a saved run knows of the past: what conditions counted and summed up, and the newest values of its series. */
export class SavedWatchers {
  readonly latest: Saved['latest'];
  readonly epochs: readonly EpochLogs[];
  readonly last: KnownBatch | undefined;
  /** Until the breakpoints of this process have taken it over. */
  set: SavedSet | undefined;
  readonly #recorded: ReadonlyMap<string, readonly number[]>;

  /** @param saved what {@link stateToSave} gave in another process; undefined if there was none */
  constructor(saved: PlainData | undefined) {
    const { conditions, set, latest = {}, epochs = [], recorded = {}, last } = (saved ?? {}) as Partial<Saved>;
    this.latest = latest;
    this.epochs = epochs;
    this.set = conditions && set && { conditions, set };
    this.last = last;
    this.#recorded = new Map(Object.entries(recorded).map(([key, values]) => [key, [...decodeTensor(values)]]));
  }

  /** At most so many values of a series, oldest first. */
  recorded(series: string, most: number): readonly number[] {
    return this.#recorded.get(series)?.slice(-most) ?? [];
  }
}

/** What another process makes {@link SavedWatchers} of. @param recorded gives at most so many values of a series */
export function stateToSave(
  own: Omit<Saved, 'latest' | 'recorded'> & { readonly latest: ReadonlyMap<string, number> },
  series: readonly string[],
  recorded: (series: string, most: number) => readonly number[],
): PlainData {
  const values = series.map((key) => {
    const newest = Float64Array.from(recorded(key, mostValues));
    return [key, encodeTensor(newest, [newest.length])] as const;
  });
  const { conditions, set, latest, epochs, last } = own;
  const saved: Saved = {
    conditions,
    set,
    latest: Object.fromEntries(latest),
    epochs,
    recorded: Object.fromEntries(values),
    ...(last && { last }),
  };
  return saved as unknown as PlainData;
}
