import type { PauseReason } from '../../main/contract/run-state';
import type { Catalogue } from '../../main/contract/text/catalogue';

/** Why a run stands before an update that is not finite. */
export type NotFiniteReason = Extract<PauseReason, { kind: 'not-finite' }>;

/** Names that are said in full. */
const shownNames = 3;

/** Says which part of the step is not finite, and where in it. */
export function notFiniteCause({ what, variables }: NotFiniteReason, words: Catalogue['notFinite']): string {
  const names = variables.slice(0, shownNames).join(', ');
  const others = variables.length - shownNames;
  return words.parts[what](others > 0 ? words.more(names, others) : names);
}
