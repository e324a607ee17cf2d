import { mostVariants, type Variant, type VariantOutcome, type WhatIf } from '../../../contract/debug/what-if';
import { CodedError } from '../../../contract/errors';
import { canCompare } from '../../../contract/run-state';
import { userCodeError } from '../../user-code';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch } from '../looked-at-batch';
import { forwardOf, outcomeOf, outcomes } from './outcomes';

function check({ state }: DebugContext, count: number): void {
  if (count > mostVariants) {
    throw new CodedError('wrong-variant', { name: 'variants', expected: `≤ ${mostVariants}`, got: String(count) });
  }
  if (!canCompare(state)) throw new CodedError('illegal-command', { command: 'what-if', status: state.status });
}

/**
 * The batch that the run stands in, or trained last, under variants side by side. Nothing of the run has changed afterwards.
 * @returns undefined if there is no such batch
 * @throws CodedError if the run does not stand still, or a variant can't be computed
 */
export function whatIf(context: DebugContext, variants: readonly Variant[]): WhatIf | undefined {
  check(context, variants.length);
  const looked = lookedAtBatch(context);
  if (!looked) return undefined;
  const { compiled, batch, key, place, computed } = looked;
  const all: readonly Variant[] = [{}, ...variants];
  const found = new Map<Variant, VariantOutcome>();
  try {
    const forwards = new Map(all.map((variant) => [variant, forwardOf(compiled, variant)]));
    for (const forward of new Set(forwards.values())) {
      const alike = all.filter((variant) => forwards.get(variant) === forward) as [Variant, ...Variant[]];
      // Otherwise operation by operation: a graph takes long over the first step that it only computes.
      if (computed && alike.length === 1 && alike[0] === all[0])
        found.set(alike[0], outcomeOf(compiled, key, computed));
      else outcomes(compiled, batch, key, alike).forEach((outcome, at) => found.set(alike[at]!, outcome));
    }
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  }
  const [base, ...others] = all.map((variant) => found.get(variant)!);
  return { ...place, base: base!, variants: others };
}
