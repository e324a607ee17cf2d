import { useStore } from 'zustand';
import type { RequestName } from '../../main/contract/debug/requests';
import { shownCosts, useRun, useText } from './window-store';

/** A share of the training's time, in words. */
function costText(share: number): string {
  const percent = share * 100;
  if (percent < 0.1) return '< 0.1 %';
  return `${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/**
 * What it costs the training that a panel asks some questions again and again, as the trainer has measured it.
 * @returns undefined while the run stands still, and before the second answer
 */
export function useLookCost(
  ...names: readonly RequestName[]
): { readonly text: string; readonly hint: string } | undefined {
  const words = useText().layers;
  const moves = useRun(({ state }) => state.status === 'running');
  const costs = useStore(shownCosts);
  const looks = names.flatMap((name) => costs[name] ?? []);
  const shares = looks.flatMap(({ share }) => share ?? []);
  if (!moves || shares.length === 0) return undefined;
  const cost = costText(shares.reduce((sum, share) => sum + share, 0));
  const took = looks.reduce((sum, look) => sum + look.took, 0);
  return { text: words.cost(cost), hint: words.costHint(took < 10 ? took.toFixed(1) : took.toFixed(0), cost) };
}
