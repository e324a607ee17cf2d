import { squareKinds } from '../step/squares';
import type { Graph } from './graph';
import type { GuardNodes } from './guard-nodes';
import type { NativeConstants } from './native-binding';
import type { SumsByKind, SquaresNodes } from './squares-nodes';
import type { TriedUpdate } from './tried-update';
import type { Place, UpdateNodes } from './update-nodes';

/** The node that each form of a step ends with. Names are short: TensorFlow looks for those of a run by their text, each time. */
export const end = { train: 'o', guarded: 'w', compute: 'q', hold: 'h', commit: 'd', release: 'e' } as const;

/** Those of forms that are measured, by the last kind of squares. */
export const measuredEnd = {
  guarded: { gradients: 'wg', weights: 'ww', changes: 'wc' } satisfies SumsByKind,
  hold: { gradients: 'hg', weights: 'hw', changes: 'hc' } satisfies SumsByKind,
  compute: 'qc',
} as const;

/** The update of a step, in all its ways. */
export type Updates = {
  readonly plain: UpdateNodes;
  /** Written only if it is finite. */
  readonly guarded: UpdateNodes;
  /** With sources that are fed. */
  readonly commits: UpdateNodes;
  /** Written nowhere. */
  readonly tried: TriedUpdate;
  /** Names of what is fed. */
  readonly fed: readonly string[];
  /** With sources that were laid aside. */
  readonly released: UpdateNodes;
  /** Nodes after which they are. */
  readonly held: readonly string[];
};

type Parts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly guard: GuardNodes;
  readonly updates: Updates;
  readonly squares: SquaresNodes;
  /** Where the sums of the step are. */
  readonly sums: Place;
};

/** Adds the nodes that the forms end with. Each gives its sums itself: of an end that nobody reads, TensorFlow drops what it waits for. */
export function addEnds({ graph, constants, guard, updates, squares, sums }: Parts): void {
  const { plain, guarded, tried, held, commits, released } = updates;
  plain.addEnd(end.train, sums);
  guarded.addEnd(end.guarded, sums);
  tried.update.addEnd(end.compute, sums);
  const { TF_FLOAT: type } = constants;
  const nothing: Place = [graph.constant(type, [1], new Uint8Array(4)), type];
  commits.addEnd(end.commit, nothing);
  released.addEnd(end.release, nothing);
  const holding = [guard.addGate('gate'), ...held].map((each) => `^${each}`);
  const addHold = (name: string, place: string): string =>
    graph.add(name, 'Identity', [place, ...holding], { T: { type } });
  addHold(end.hold, sums[0]);

  const measured = squares.sumsOf({ update: guarded, end: end.guarded, prefix: 'sc' });
  for (const kind of squareKinds) guarded.addEnd(measuredEnd.guarded[kind], [measured[kind], type]);
  for (const kind of ['gradients', 'weights'] as const) addHold(measuredEnd.hold[kind], measured[kind]);
  const { changes } = squares.sumsOf({ update: tried.update, end: end.compute, prefix: 'st' });
  const freed = tried.freed.map((each) => `^${each}`);
  tried.update.addEnd(measuredEnd.hold.changes, [changes, type], [...holding, ...freed]);
  tried.update.addEnd(measuredEnd.compute, [changes, type], freed);
}
