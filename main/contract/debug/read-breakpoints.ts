import { CodedError } from '../errors';
import type { Description } from '../errors/phrases';
import { longestCondition } from '../conditions/read-syntax';
import type { Breakpoint, BreakpointAction, HitRule } from './breakpoint';

/** Breakpoints that an experiment may have, and actions that one of them may. */
const mostBreakpoints = 200;
const mostActions = 20;
const longestText = 2000;

type Values = { readonly [field: string]: unknown };

/**
 * Breakpoints out of a file or a message, whatever it holds. Whether their conditions fit a run is found out when it is known.
 *
 * @throws CodedError wrong-breakpoint
 */
export function readBreakpoints(value: unknown): readonly Breakpoint[] {
  const breakpoints = list('breakpoints', value, mostBreakpoints).map((each, at) => readBreakpoint(each, `[${at}]`));
  const ids = new Set<string>();
  for (const [at, { id }] of breakpoints.entries()) {
    if (ids.has(id)) refuse(`[${at}].id`, { phrase: 'unique' }, id);
    ids.add(id);
  }
  return breakpoints;
}

function readBreakpoint(value: unknown, path: string): Breakpoint {
  const { id, condition, isEnabled, when, hits, actions } = fields(path, value);
  return {
    id: text(`${path}.id`, id, 100),
    condition: text(`${path}.condition`, condition, longestCondition),
    isEnabled: typeof isEnabled === 'boolean' ? isEnabled : refuse(`${path}.isEnabled`, 'true | false', isEnabled),
    when: oneOf(`${path}.when`, when, ['before-commit', 'after-commit']),
    hits: readRule(hits, `${path}.hits`),
    actions: list(`${path}.actions`, actions, mostActions).map((each, at) =>
      readAction(each, `${path}.actions[${at}]`),
    ),
  };
}

function readRule(value: unknown, path: string): HitRule {
  const rule = fields(path, value);
  const kind = oneOf(`${path}.kind`, rule['kind'], ['always', 'from', 'every']);
  return kind === 'always' ? { kind } : { kind, count: count(`${path}.count`, rule['count']) };
}

function readAction(value: unknown, path: string): BreakpointAction {
  const action = fields(path, value);
  const kinds = ['pause', 'snapshot', 'picture', 'stop', 'log', 'scale-rate', 'go-back'] as const;
  const kind = oneOf(`${path}.kind`, action['kind'], kinds);
  switch (kind) {
    case 'log':
      return { kind, text: text(`${path}.text`, action['text'], longestText) };
    case 'go-back':
      return { kind, steps: count(`${path}.steps`, action['steps']) };
    case 'scale-rate': {
      const { factor } = action;
      const isFactor = typeof factor === 'number' && Number.isFinite(factor) && factor > 0;
      return { kind, factor: isFactor ? factor : refuse(`${path}.factor`, '> 0', factor) };
    }
    default:
      return { kind };
  }
}

function fields(path: string, value: unknown): Values {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isFields) return refuse(path, '{ … }', value);
  // Only fields of its own: none that it inherits.
  return Object.assign(Object.create(null) as Values, value);
}

function list(path: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(path, '[ … ]', value);
  return value.length <= most ? (value as readonly unknown[]) : refuse(path, `≤ ${most}`, value.length);
}

function text(path: string, value: unknown, most: number): string {
  if (typeof value !== 'string') return refuse(path, '"…"', value);
  return value.length > 0 && value.length <= most ? value : refuse(path, `1 … ${most}`, value.length);
}

function count(path: string, value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : refuse(path, '≥ 1', value);
}

function oneOf<Choice extends string>(path: string, value: unknown, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice === value) ?? refuse(path, choices.join(' | '), value);
}

function refuse(field: string, expected: Description, got: unknown): never {
  throw new CodedError('wrong-breakpoint', { field, expected, got: shown(got) });
}

function shown(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value).slice(0, 100);
  return Array.isArray(value) ? '[ … ]' : '{ … }';
}
