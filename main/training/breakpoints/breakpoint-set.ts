import type { ConditionNeeds, ConditionSources } from '../../contract/conditions/condition-sources';
import type { ConditionProblem, Moment, Vocabulary } from '../../contract/conditions/condition-types';
import { Histories, type HistoriesState } from '../../contract/conditions/histories';
import { joinNeeds } from '../../contract/conditions/needs';
import type { Breakpoint } from '../../contract/debug/breakpoint';
import type { BreakpointHit } from './breakpoint-hit';
import { armBreakpoint, type ArmedBreakpoint } from './armed-breakpoint';

/** What a set of breakpoints goes on from; part of a snapshot. */
export type BreakpointSetState = {
  /** How often the conditions have been true, by id. */
  readonly counts: { readonly [id: string]: number };
  readonly histories: HistoriesState;
};

const none: readonly BreakpointHit[] = [];

/** What is judged at a moment. The conditions stand by themselves too: nothing else is looked at as long as none holds. */
type Judged = {
  readonly armed: readonly ArmedBreakpoint[];
  readonly conditions: readonly ArmedBreakpoint['evaluate'][];
};

/** The breakpoints of a run. What to do at a hit is its owner's. */
export class BreakpointSet {
  /** What is wrong with those that are left out, by id; all others are judged. */
  readonly problems: ReadonlyMap<string, readonly ConditionProblem[]>;
  /** What the enabled ones read, all together. */
  readonly needs: ConditionNeeds;
  readonly #histories = new Histories();
  readonly #armed: readonly ArmedBreakpoint[];
  readonly #byMoment: { readonly [At in Moment]: Judged };
  /** Of all that have been true, those of a set that was replaced too. */
  readonly #counts = new Map<string, number>();

  constructor(breakpoints: readonly Breakpoint[], vocabulary: Vocabulary) {
    const problems = new Map<string, readonly ConditionProblem[]>();
    const armed: ArmedBreakpoint[] = [];
    for (const breakpoint of breakpoints) {
      const result = armBreakpoint(breakpoint, vocabulary, this.#histories);
      if ('problems' in result) problems.set(breakpoint.id, result.problems);
      else if (result.armed) armed.push(result.armed);
    }
    this.problems = problems;
    this.#armed = armed;
    this.needs = joinNeeds(armed.map(({ needs }) => needs));
    const at = (moment: Moment): Judged => {
      const own = armed.filter((each) => each.moment === moment);
      return { armed: own, conditions: own.map(({ evaluate }) => evaluate) };
    };
    this.#byMoment = {
      'before-commit': at('before-commit'),
      'after-commit': at('after-commit'),
      'epoch-end': at('epoch-end'),
    };
  }

  /** Whether any is judged at all: a run without may leave out every call. */
  get isActive(): boolean {
    return this.#armed.length > 0;
  }

  /** How often a condition has been true. */
  countOf(id: string): number {
    return this.#counts.get(id) ?? 0;
  }

  /**
   * The hits at a moment, in the order of the breakpoints. To be called with every batch before its commit and after it, and
   * at the end of an epoch with validation: histories grow with the first and the last.
   */
  evaluate(moment: Moment, sources: ConditionSources): readonly BreakpointHit[] {
    if (moment !== 'after-commit') this.#histories.record(moment, sources);
    let hits: BreakpointHit[] | undefined;
    const { armed: all, conditions } = this.#byMoment[moment];
    for (let at = 0; at < conditions.length; at += 1) {
      if (conditions[at]!(sources) !== true) continue;
      const armed = all[at]!;
      const { id } = armed.breakpoint;
      const count = this.countOf(id) + 1;
      this.#counts.set(id, count);
      if (armed.counts(count)) (hits ??= []).push(armed.hit(count, sources));
    }
    return hits ?? none;
  }

  /** The batch is not going to be committed: its values leave the histories. */
  discard(): void {
    this.#histories.discard();
  }

  /** Fills histories with what the run has recorded: at most `most` values of a series, oldest first. */
  prefill(recorded: (series: string, most: number) => readonly number[]): void {
    this.#histories.prefill(recorded);
  }

  /** What to go on from. */
  getState(): BreakpointSetState {
    return { counts: Object.fromEntries(this.#counts), histories: this.#histories.getState() };
  }

  /** Of another set too: what both have in common is taken over. */
  setState({ counts, histories }: BreakpointSetState): void {
    this.#counts.clear();
    for (const [id, count] of Object.entries(counts)) this.#counts.set(id, count);
    this.#histories.setState(histories);
  }
}
