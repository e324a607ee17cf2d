import { decodeTensor, encodeTensor, type TensorData } from '../tensor-data';
import { Cells } from './cells';
import type { ConditionSources } from './condition-sources';
import type { Moment } from './condition-types';
import { HistoryLine } from './history-line';
import { sourceKey, type Source, type Tree } from './tree';

/** Values of the past by source, and what was summed up of them; part of a snapshot. */
export type HistoriesState = { readonly [key: string]: TensorData };

/** Stands between the key of a source and the name of what is kept of it. */
const separator = '\u0000';

/** The past of all sources whose past is asked for, shared by the conditions that were compiled with it. */
export class Histories {
  /** What conditions read: what they find of the past here, and their own numbers. */
  readonly cells = new Cells();
  readonly #past = new Cells();
  readonly #lines = new Map<string, { readonly source: Source; readonly line: HistoryLine }>();
  #ofBatches: readonly HistoryLine[] = [];
  #ofEpochs: readonly HistoryLine[] = [];

  /** The cell of what a source was, or of something over its past. */
  cellOf(tree: Extract<Tree, { readonly kind: 'source' | 'history' }>): number {
    const line = this.#lineToKeep(tree.source);
    return tree.kind === 'source' ? line.lagged(tree.lag) : line.cellOf(tree);
  }

  /** Takes in the values of a batch (before its commit) or of an epoch. */
  record(moment: Exclude<Moment, 'after-commit'>, sources: ConditionSources): void {
    for (const line of moment === 'epoch-end' ? this.#ofEpochs : this.#ofBatches) line.record(sources);
  }

  /** Those that grow with every batch. */
  get ofBatches(): readonly HistoryLine[] {
    return this.#ofBatches;
  }

  /** Takes in what was put aside. */
  release(): void {
    for (const line of this.#ofBatches) line.release();
  }

  /** The line of a source, if its past is kept. */
  lineOf(source: Source): HistoryLine | undefined {
    return this.#lines.get(sourceKey(source))?.line;
  }

  /** Takes back the values of the newest batch: it is not going to be committed. */
  discard(): void {
    for (const line of this.#ofBatches) line.takeBack();
  }

  /**
   * Begins with what was recorded: at most `most` values of a series, oldest first.
   * @param known a state that was put back: a source goes on from it where it has all that is asked of the source
   */
  prefill(recorded: (series: string, most: number) => readonly number[], known: HistoriesState = {}): void {
    for (const [key, { source, line }] of this.#lines) {
      if (source.kind !== 'series' || line.names.every((name) => `${key}${separator}${name}` in known)) continue;
      line.clear();
      for (const value of recorded(source.key, line.wanted)) line.push(value);
    }
  }

  getState(): HistoriesState {
    const state: { [key: string]: TensorData } = {};
    for (const [key, { line }] of this.#lines) {
      for (const [name, values] of line.getState()) {
        state[`${key}${separator}${name}`] = encodeTensor(values, [values.length]);
      }
    }
    return state;
  }

  /** Of others too: what both keep is taken over, and what is not in the state begins anew. */
  setState(state: HistoriesState): void {
    for (const [key, { line }] of this.#lines) {
      const begin = `${key}${separator}`;
      const own = Object.entries(state).filter(([name]) => name.startsWith(begin));
      line.setState(new Map(own.map(([name, values]) => [name.slice(begin.length), decodeTensor(values)])));
    }
  }

  /** The past of a source, from now on. */
  #lineToKeep(source: Source): HistoryLine {
    const known = this.lineOf(source);
    if (known) return known;
    const line = new HistoryLine(source, this.cells, this.#past);
    this.#lines.set(sourceKey(source), { source, line });
    if (isOfEpochs(source)) this.#ofEpochs = [...this.#ofEpochs, line];
    else this.#ofBatches = [...this.#ofBatches, line];
    return line;
  }
}

function isOfEpochs(source: Source): boolean {
  return source.kind === 'series' && source.isOfEpochs;
}
