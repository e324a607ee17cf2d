import type { ConditionSources } from './condition-sources';
import type { Histories } from './histories';
import { readSource } from './read-source';
import type { Tree } from './tree';

type Past = Extract<Tree, { readonly kind: 'source' | 'history' }>;

/** How a source is read, now or in the past, or something over its past. */
export function compileHistory(tree: Past, histories: Histories): (sources: ConditionSources) => number {
  const { source, lag } = tree;
  if (tree.kind === 'source' && lag === 0) return readSource(source);
  const line = histories.lineOf(source);
  if (tree.kind === 'source') {
    line.reach(lag);
    return () => line.ago(lag);
  }
  const { name, amount } = tree;
  switch (name) {
    case 'mean': {
      const moments = line.moments(lag, amount);
      return () => moments.mean;
    }
    case 'std': {
      const moments = line.moments(lag, amount);
      return () => moments.deviation;
    }
    case 'slope': {
      const moments = line.moments(lag, amount);
      return () => moments.slope;
    }
    case 'median': {
      const sorted = line.sorted(lag, amount);
      return () => sorted.median;
    }
    case 'min': {
      const sorted = line.sorted(lag, amount);
      return () => sorted.least;
    }
    case 'max': {
      const sorted = line.sorted(lag, amount);
      return () => sorted.largest;
    }
    case 'ema': {
      const smoothed = line.smoothed(lag, amount);
      return () => smoothed.value;
    }
  }
}
