import type { Breakpoint, BreakpointAction, HitRule } from '../../../main/contract/debug/breakpoint';

type ActionKind = BreakpointAction['kind'];

/** The actions in the order in which they are offered and done. */
export const actionKinds: readonly ActionKind[] = [
  'pause',
  'stop',
  'snapshot',
  'picture',
  'log',
  'scale-rate',
  'go-back',
];

/** A breakpoint as it stands in the fields of the editor. */
export type Draft = Pick<Breakpoint, 'id' | 'condition' | 'isEnabled' | 'when'> & {
  readonly rule: HitRule['kind'];
  readonly count: string;
  readonly actions: ReadonlySet<ActionKind>;
  readonly logText: string;
  readonly factor: string;
  readonly steps: string;
};

/** The fields as a breakpoint fills them. */
export function draftOf({ hits, actions, ...breakpoint }: Breakpoint): Draft {
  const find = <Kind extends ActionKind>(kind: Kind) =>
    actions.find((action): action is Extract<BreakpointAction, { kind: Kind }> => action.kind === kind);
  return {
    ...breakpoint,
    rule: hits.kind,
    count: hits.kind === 'always' ? '10' : String(hits.count),
    actions: new Set(actions.map(({ kind }) => kind)),
    logText: find('log')?.text ?? '',
    factor: String(find('scale-rate')?.factor ?? 0.5),
    steps: String(find('go-back')?.steps ?? 1),
  };
}

/** The breakpoint that the fields describe; undefined if one of them is wrong. The condition is looked at elsewhere. */
export function breakpointOf(draft: Draft): Breakpoint | undefined {
  const { id, condition, isEnabled, when, rule } = draft;
  const count = wholeIn(draft.count);
  const actions = actionKinds.filter((kind) => draft.actions.has(kind)).map((kind) => actionOf(kind, draft));
  if ((rule !== 'always' && count === undefined) || actions.length === 0) return undefined;
  if (actions.some((action) => action === undefined)) return undefined;
  const hits: HitRule = rule === 'always' ? { kind: rule } : { kind: rule, count: count! };
  return { id, condition: condition.trim(), isEnabled, when, hits, actions: actions as readonly BreakpointAction[] };
}

function actionOf(kind: ActionKind, { logText, factor, steps }: Draft): BreakpointAction | undefined {
  switch (kind) {
    case 'log':
      return logText.trim() === '' ? undefined : { kind, text: logText };
    case 'scale-rate':
      return Number(factor) > 0 && Number.isFinite(Number(factor)) ? { kind, factor: Number(factor) } : undefined;
    case 'go-back': {
      const count = wholeIn(steps);
      return count === undefined ? undefined : { kind, steps: count };
    }
    default:
      return { kind };
  }
}

/** A whole number from 1 on. */
export function wholeIn(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
