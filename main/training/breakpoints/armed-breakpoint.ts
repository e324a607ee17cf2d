import { compileParts } from '../../contract/conditions/compile';
import type { ConditionNeeds, ConditionSources } from '../../contract/conditions/condition-sources';
import type { ConditionProblem, Moment, Vocabulary } from '../../contract/conditions/condition-types';
import type { Histories } from '../../contract/conditions/histories';
import { compileLogText, parseLogText, type ParsedLogText } from '../../contract/conditions/log-text';
import { joinNeeds } from '../../contract/conditions/needs';
import { parseCondition } from '../../contract/conditions/parse-condition';
import type { Tree } from '../../contract/conditions/tree';
import type { Breakpoint, BreakpointAction, HitRule } from '../../contract/debug/breakpoint';
import type { BreakpointHit } from './breakpoint-hit';

/** A breakpoint that is judged. */
export type ArmedBreakpoint = {
  readonly breakpoint: Breakpoint;
  readonly moment: Moment;
  readonly needs: ConditionNeeds;
  /** The condition; it comes to true or false. */
  readonly tree: Tree;
  /** Whether the `count`th time that it is true is a hit. */
  counts(count: number): boolean;
  hit(count: number, sources: ConditionSources): BreakpointHit;
};

/** Makes a breakpoint ready, or says what is wrong with it. Nothing is armed if it is off: its past is not kept either. */
export function armBreakpoint(
  breakpoint: Breakpoint,
  vocabulary: Vocabulary,
  histories: Histories,
): { readonly armed: ArmedBreakpoint | undefined } | { readonly problems: readonly ConditionProblem[] } {
  const parsing = parseCondition(breakpoint.condition, vocabulary, 'boolean');
  const texts = breakpoint.actions.map((action) =>
    action.kind === 'log' ? parseLogText(action.text, vocabulary) : undefined,
  );
  const problems = [parsing, ...texts].flatMap((each) => (each && 'problems' in each ? each.problems : []));
  if (!('parsed' in parsing) || problems.length > 0) return { problems };
  if (!breakpoint.isEnabled) return { armed: undefined };

  const { parsed } = parsing;
  const valuesOf = compileParts(parsed, histories);
  const moment = parsed.judgedAt === 'epoch-end' ? 'epoch-end' : breakpoint.when;
  const logTexts = texts.map((each) => (each && 'parsed' in each ? each.parsed : undefined));
  const actions = breakpoint.actions.map((action, at) => compileAction(action, logTexts[at], histories));
  const inTexts = logTexts.flatMap((each) =>
    (each ?? []).flatMap((piece) => (typeof piece === 'string' ? [] : [piece])),
  );
  return {
    armed: {
      breakpoint,
      moment,
      needs: joinNeeds([parsed, ...inTexts].map(({ needs }) => needs)),
      tree: parsed.tree,
      counts: ruleOf(breakpoint.hits),
      hit: (count, sources) => ({
        breakpoint,
        moment,
        count,
        values: valuesOf(sources),
        actions: actions.map((actionOf) => actionOf(sources)),
      }),
    },
  };
}

function compileAction(
  action: BreakpointAction,
  text: ParsedLogText | undefined,
  histories: Histories,
): (sources: ConditionSources) => BreakpointAction {
  if (!text) return () => action;
  const fill = compileLogText(text, histories);
  return (sources) => ({ kind: 'log', text: fill(sources) });
}

function ruleOf(rule: HitRule): (count: number) => boolean {
  if (rule.kind === 'always') return () => true;
  return rule.kind === 'from' ? (count) => count >= rule.count : (count) => count % rule.count === 0;
}
