import { mostHeld, type HistoryLine } from './history-line';
import { allOf, sourceKey, type Source, type Tree } from './tree';
import { rangeOf, type LeafRange } from './tree-range';
import { anything, between, isOrdinary, union, type ValueRange } from './value-range';

/** A number that every batch has. */
export type Leaf = Extract<Tree, { readonly kind: 'counter' | 'source' }>;

/** What is known of one by now. */
export type KnownLeaf = {
  readonly leaf: Leaf;
  readonly value: number;
  /** All that it has been when this was asked. */
  readonly seen: ValueRange;
  /** Present if its past is kept. */
  readonly line?: HistoryLine | undefined;
};

/** What numbers may do for how long, the first of which shows something is taken. */
type Scope = {
  /** How far they may go from what they are now, as a share of that. */
  readonly share: number;
  /** Whether they may come to whatever is kept of them, and beyond it by that share of its span. */
  readonly withPast: boolean;
  readonly batches: number;
};
const scopes: readonly Scope[] = [
  { share: 1, withPast: true, batches: mostHeld },
  { share: 0.5, withPast: true, batches: mostHeld },
  { share: 0.25, withPast: false, batches: mostHeld },
  { share: 0.5, withPast: true, batches: 64 },
];

/** Ranges of leaves, in their order, and for how many batches they say something. */
export type QuietRanges = { readonly ranges: readonly ValueRange[]; readonly batches: number };

/** The newest values of all that trees read, of the past too; undefined if some of it is not a number that every batch has. */
export function leavesOf(trees: readonly Tree[]): readonly Leaf[] | undefined {
  const all = trees.flatMap(allOf);
  if (!all.every(isKnownByItself)) return undefined;
  const leaves = all.flatMap((tree): readonly Leaf[] => {
    if (tree.kind === 'counter') return [tree];
    return tree.kind === 'source' || tree.kind === 'history' ? [{ kind: 'source', source: tree.source, lag: 0 }] : [];
  });
  return [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()];
}

function isKnownByItself(tree: Tree): boolean {
  switch (tree.kind) {
    case 'has-nan':
    case 'has-row':
    case 'rows-of-class':
      return false;
    case 'source':
    case 'history':
      return ['series', 'rate', 'rows'].includes(tree.source.kind);
    default:
      return true;
  }
}

/**
 * Finds ranges for the leaves such that no tree is true in the next batches as long as all leaves lie in them; undefined if
 * there are none.
 */
export function quietRanges(trees: readonly Tree[], leaves: readonly KnownLeaf[]): QuietRanges | undefined {
  const kept = leaves.map(({ line }) => line?.range ?? anything);
  const places = new Map(leaves.map(({ leaf }, at) => [keyOf(leaf), at]));
  for (const scope of scopes) {
    const ranges = leaves.map((known, at) => nextRange(known, kept[at]!, scope));
    const leafRange: LeafRange = (leaf) => {
      const at = places.get(keyOf(leaf))!;
      const isNewest = leaf.kind === 'counter' || (leaf.kind === 'source' && leaf.lag === 0);
      return isNewest ? ranges[at]! : leaves[at]!.line!.rangeOf(leaf, kept[at]!, ranges[at]!);
    };
    const isQuiet = ranges.every(isOrdinary) && trees.every((tree) => rangeOf(tree, leafRange).high < 1);
    if (isQuiet) return { ranges, batches: scope.batches };
  }
  return undefined;
}

/** Where a number lies in the batches to come, if it goes on as before. */
function nextRange(
  { leaf, value, seen }: KnownLeaf,
  kept: ValueRange,
  { share, withPast, batches }: Scope,
): ValueRange {
  if (leaf.kind === 'counter') return between([leaf.name === 'batch' ? 0 : value, value + batches]);
  // The last batch of an epoch may be a smaller one.
  if (leaf.source.kind === 'rows') return seen;
  const around = between([value - share * Math.abs(value), value + share * Math.abs(value)]);
  const room = share * (kept.high - kept.low);
  return withPast && Number.isFinite(room) ? union(around, between([kept.low - room, kept.high + room])) : around;
}

function keyOf(leaf: { readonly name: string } | { readonly source: Source }): string {
  return 'source' in leaf ? sourceKey(leaf.source) : leaf.name;
}
