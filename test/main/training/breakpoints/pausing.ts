import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';

/** A breakpoint that pauses before the commit whenever its condition holds, known by that. */
export function breakpoint(condition: string, more: Partial<Breakpoint> = {}): Breakpoint {
  return {
    id: condition,
    condition,
    isEnabled: true,
    when: 'before-commit',
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
    ...more,
  };
}
