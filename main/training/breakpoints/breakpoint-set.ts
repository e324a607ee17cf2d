import type { ConditionNeeds, ConditionSources } from '../../contract/conditions/condition-sources';
import type { ConditionProblem, Moment, Vocabulary } from '../../contract/conditions/condition-types';
import { Expressions } from '../../contract/conditions/expressions';
import { Histories, type HistoriesState } from '../../contract/conditions/histories';
import { joinNeeds } from '../../contract/conditions/needs';
import { Screen } from '../../contract/conditions/screen';
import type { Breakpoint } from '../../contract/debug/breakpoint';
import type { Judge } from '../inside-step/judge';
import type { BreakpointHit } from './breakpoint-hit';
import { armBreakpoint, type ArmedBreakpoint } from './armed-breakpoint';

/** What a set of breakpoints goes on from; part of a snapshot. */
export type BreakpointSetState = {
  /** How often the conditions have been true, by id. */
  readonly counts: { readonly [id: string]: number };
  readonly histories: HistoriesState;
};

const none: readonly BreakpointHit[] = [];
const noIds: readonly string[] = [];

/** What is judged at a moment. The conditions stand by themselves: nothing else is looked at as long as none holds. */
type Judged = {
  readonly armed: readonly ArmedBreakpoint[];
  readonly conditions: Expressions;
};

/** The breakpoints of a run. What to do at a hit is its owner's. */
export class BreakpointSet {
  /** What is wrong with those that are left out, by id; all others are judged. */
  readonly problems: ReadonlyMap<string, readonly ConditionProblem[]>;
  /** What the enabled ones read, all together. */
  readonly needs: ConditionNeeds;
  /** What those read that are judged at the end of an epoch; undefined if there are none. */
  readonly epochNeeds: ConditionNeeds | undefined;
  /** The last kind of squares that they look at before the commit or after it; undefined: none. */
  readonly squares: Judge['squares'];
  /** Whether they look at units of the computed step. */
  readonly looksInside: boolean;
  readonly #histories = new Histories();
  readonly #armed: readonly ArmedBreakpoint[];
  readonly #byMoment: { readonly [At in Moment]: Judged | undefined };
  /** Of all that are judged with every batch. */
  readonly #screen: Screen | undefined;
  /** Whether the newest batch makes no condition true, as was known beforehand. */
  #isScreened = false;
  /** Whether one was true before its commit. */
  #wasTrue = false;
  /** Of all that have been true, those of a set that was replaced too. */
  readonly #counts = new Map<string, number>();
  /** Those that were true before the commit of the newest batch. */
  #newlyTrue: readonly string[] = noIds;

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
    const ofEpochs = armed.filter(({ moment }) => moment === 'epoch-end').map(({ needs }) => needs);
    this.epochNeeds = ofEpochs.length > 0 ? joinNeeds(ofEpochs) : undefined;
    const { gradNorm, weightNorm, updateRatio, deadShare } = this.needs.measures;
    this.looksInside = deadShare.length > 0;
    const at = (moment: Moment): Judged | undefined => {
      const own = armed.filter((each) => each.moment === moment);
      if (own.length === 0) return undefined;
      const trees = own.map(({ tree }) => tree);
      return { armed: own, conditions: new Expressions(trees, this.#histories) };
    };
    this.#byMoment = {
      'before-commit': at('before-commit'),
      'after-commit': at('after-commit'),
      'epoch-end': at('epoch-end'),
    };
    const ofBatches = armed.filter(({ moment: each }) => each !== 'epoch-end');
    this.#screen = Screen.of(
      ofBatches.map(({ tree }) => tree),
      this.#histories,
    );
    // Behind the commit, weights can be read at any time.
    const readsWeights = weightNorm.length > 0 && this.isJudgedBefore;
    if (updateRatio.length > 0) this.squares = 'changes';
    else if (readsWeights) this.squares = 'weights';
    else this.squares = gradNorm.length > 0 ? 'gradients' : undefined;
  }

  /** Whether any is judged at all: a run without may leave out every call. */
  get isActive(): boolean {
    return this.#armed.length > 0;
  }

  /** Whether any is judged before the commit. */
  get isJudgedBefore(): boolean {
    return this.#byMoment['before-commit'] !== undefined;
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
    if (moment === 'before-commit') {
      this.#newlyTrue = noIds;
      this.#isScreened = this.#screen?.passes(sources) ?? false;
    }
    if (this.#isScreened && moment !== 'epoch-end') return none;
    this.#histories.release();
    if (moment !== 'after-commit') this.#histories.record(moment, sources);
    const first = this.#firstTrue(moment, sources);
    if (moment === 'after-commit' && first < 0 && !this.#wasTrue) this.#screen?.lookAhead(sources);
    if (moment === 'before-commit') this.#wasTrue = first >= 0;
    return first < 0 ? none : this.#hits(this.#byMoment[moment]!, first, sources);
  }

  /** The place of the first condition that is true; -1 if none is. */
  #firstTrue(moment: Moment, sources: ConditionSources): number {
    const conditions = this.#byMoment[moment]?.conditions;
    if (!conditions) return -1;
    conditions.evaluate(sources);
    return conditions.nextTrue(0);
  }

  /** The newest batch is committed with other values than it was judged by: they take the place of those, in counts too. */
  judgeAgain(sources: ConditionSources): void {
    this.discard();
    this.evaluate('before-commit', sources);
  }

  /** The newest batch is not going to be committed: neither histories nor counts know of it any more. */
  discard(): void {
    this.#isScreened = false;
    this.#histories.discard();
    for (const id of this.#newlyTrue) this.#counts.set(id, this.countOf(id) - 1);
    this.#newlyTrue = noIds;
  }

  /**
   * Fills histories with what the run has recorded: at most `most` values of a series, oldest first.
   * @param known a state that was put back: what all of it is known of stays
   */
  prefill(recorded: (series: string, most: number) => readonly number[], known?: BreakpointSetState): void {
    this.#screen?.clear();
    this.#histories.prefill(recorded, known?.histories);
  }

  /** What to go on from. */
  getState(): BreakpointSetState {
    return { counts: Object.fromEntries(this.#counts), histories: this.#histories.getState() };
  }

  /** What to go on from before the newest batch, which is judged but not committed. @param newest its values */
  getStateBefore(newest: ConditionSources): BreakpointSetState {
    this.#histories.discard();
    const { counts, histories } = this.getState();
    this.#histories.record('before-commit', newest);
    const before = this.#newlyTrue.map((id) => [id, this.countOf(id) - 1]);
    return { counts: { ...counts, ...(Object.fromEntries(before) as { [id: string]: number }) }, histories };
  }

  /** Those that the newest batch has counted for before its commit, by id. */
  get newlyTrue(): readonly string[] {
    return this.#newlyTrue;
  }

  /**
   * Of another set too: what both have in common is taken over.
   * @param newlyTrue those that the newest batch has counted for there, if it is in flight
   */
  setState({ counts, histories }: BreakpointSetState, newlyTrue = noIds): void {
    this.#screen?.clear();
    this.#isScreened = false;
    this.#newlyTrue = newlyTrue.filter((id) => id in counts);
    this.#counts.clear();
    for (const [id, count] of Object.entries(counts)) this.#counts.set(id, count);
    this.#histories.setState(histories);
  }

  /** @param first the first condition that is true */
  #hits({ armed, conditions }: Judged, first: number, sources: ConditionSources): readonly BreakpointHit[] {
    const hits: BreakpointHit[] = [];
    for (let at = first; at >= 0; at = conditions.nextTrue(at + 1)) {
      const { breakpoint, counts, hit, moment } = armed[at]!;
      const count = this.countOf(breakpoint.id) + 1;
      this.#counts.set(breakpoint.id, count);
      if (moment === 'before-commit') this.#newlyTrue = [...this.#newlyTrue, breakpoint.id];
      if (counts(count)) hits.push(hit(count, sources));
    }
    return hits;
  }
}
