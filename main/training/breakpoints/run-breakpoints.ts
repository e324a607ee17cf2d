import type { ConditionSources } from '../../contract/conditions/condition-sources';
import type { Moment } from '../../contract/conditions/condition-types';
import { vocabularyOf } from '../../contract/conditions/vocabulary';
import type { Breakpoint } from '../../contract/debug/breakpoint';
import type { BreakpointsState } from '../../contract/debug/watching';
import type { PauseReason } from '../../contract/run-state';
import type { Logs, RunPlan } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import { BatchSources, stepMeasures, type BatchFacts, type JudgedBatch } from '../measures/condition-sources';
import { knownOf, KnownSources, type KnownBatch } from '../measures/known-batch';
import { valuesOfStep, type Judge, type JudgedValues } from '../inside-step/judge';
import type { BatchPlace } from '../inside-step/pending-step';
import type { PlainData } from '../experiment';
import { namedLogs } from '../session/run-plan';
import type { ComputedStep } from '../step/step';
import { commitStep, computeStep, trainGuardedStep, trainStep, type TrainedBatch } from '../step/train-on-batch';
import type { BreakpointHit } from './breakpoint-hit';
import { BreakpointSet, type BreakpointSetState } from './breakpoint-set';
import { EpochValues } from './epoch-values';
import { actOn, changesRun, type HitDeeds } from './hit-actions';
import { SavedWatchers, stateToSave, type SavedSet } from './saved-watchers';

export type BreakpointParts = {
  readonly plan: RunPlan;
  readonly models: ReadonlyMap<string, CompiledModel>;
  /** Completed updates. */
  readonly step: () => number;
  /** Whether the way to a step is repeated: nothing that was done on it is done again, but values are taken in. */
  readonly isRepeating: () => boolean;
  readonly deeds: HitDeeds;
  /** Values of a series since the process began, up to where the run stands, at most so many, oldest first; undefined where none are kept. */
  readonly recorded?: (series: string, most: number) => readonly number[] | undefined;
  /** What a saved run has kept, see {@link RunBreakpoints.savedState}; absent if the run begins at its first batch. */
  readonly past?: PlainData | undefined;
};

type State = {
  /** The set that it is of. */
  readonly version: number;
  readonly set: BreakpointSetState;
  readonly latest: { readonly [key: string]: number };
  /** Validated epochs before it. */
  readonly epochs: number;
  /** What the end of an epoch is judged with where no batch is trained before it. */
  readonly last?: KnownBatch;
};

/** The breakpoints of a run at work: judges every batch, before its update is written and after that. */
export class RunBreakpoints {
  readonly #parts: BreakpointParts;
  readonly #past: SavedWatchers;
  readonly #epochs: EpochValues;
  #list: readonly Breakpoint[] = [];
  #set: BreakpointSet;
  #version = 0;
  /** Values that no batch of the present model brings along. */
  #latest = new Map<string, number>();
  /** The batch that is in flight, or was trained last. */
  #sources: BatchSources | undefined;
  /** The batch that was trained last. */
  #last: BatchSources | undefined;
  /** What was kept of the last batch before the run came here. */
  #kept: KnownBatch | undefined;
  /** What was hit by the step that is not yet written. */
  #hits: readonly BreakpointHit[] = [];
  /** Whether the batch in flight was judged before its commit. */
  #isJudged = false;
  #learningRate = NaN;

  constructor(parts: BreakpointParts) {
    this.#parts = parts;
    this.#past = new SavedWatchers(parts.past);
    this.#epochs = new EpochValues(this.#past.epochs);
    this.#latest = new Map(Object.entries(this.#past.latest));
    this.#kept = this.#past.last;
    this.#set = this.#newSet();
  }

  /** What a window shows of them. */
  get state(): BreakpointsState {
    return {
      breakpoints: this.#list,
      counts: Object.fromEntries(this.#list.map(({ id }) => [id, this.#set.countOf(id)])),
      problems: Object.fromEntries(this.#set.problems),
    };
  }

  /** Looks at a step before it is written; undefined as long as nobody asks for what is known then only. */
  get judge(): Judge | undefined {
    if (!this.#set.isActive) return undefined;
    const { squares, looksInside, isJudgedBefore } = this.#set;
    if (!isJudgedBefore && !squares && !looksInside) return undefined;
    const isDueBefore = (): boolean => this.#hits.some(({ actions }) => actions.some(changesRun));
    return {
      squares,
      looksInside,
      isHit: (place, values, computed) => {
        this.#hits = this.#set.evaluate('before-commit', this.#judged(place, values, computed));
        return this.#hits.length > 0;
      },
      again: (place, values, computed) => {
        if (this.#isJudged) this.#set.judgeAgain(this.#judged(place, values, computed));
      },
      get isDueBefore() {
        return isDueBefore();
      },
      act: () => {
        const hits = this.#hits;
        this.#hits = [];
        return this.#do(hits, this.#sources!);
      },
    };
  }

  /** Others take their place. What both have in common goes on; windows are filled with what the run has recorded. */
  replace(list: readonly Breakpoint[]): void {
    const past = this.#past.set;
    this.#past.set = undefined;
    const { conditions, set } = past ?? { conditions: this.#conditions, set: this.#set.getState() };
    const { counts, histories } = set;
    const { newlyTrue } = this.#set;
    const kept = list.filter(({ id, condition }) => conditions[id] === condition);
    const keptCounts = Object.fromEntries(kept.map(({ id }) => [id, counts[id] ?? 0]));
    this.#list = list;
    this.#version += 1;
    this.#set = this.#newSet();
    this.#set.setState({ counts: keptCounts, histories });
    this.#prefill(past?.set);
    if (!this.#isJudged || !this.#sources) return;
    this.#set.evaluate('before-commit', this.#sources);
    this.#set.setState({ ...this.#set.getState(), counts: keptCounts }, newlyTrue);
  }

  /** A batch is about to be trained. */
  begin({ compiled }: BatchPlace): void {
    this.edited(compiled);
    this.#isJudged = false;
  }

  /** The batch in flight is trained with other hyperparameters from now on. */
  edited({ optimizer }: CompiledModel): void {
    this.#learningRate = optimizer.learningRate;
  }

  /** Trains on a batch of a way that is repeated. @param place its batch passes to the result */
  trainAgain(place: BatchPlace): TrainedBatch {
    const { compiled, batch, key } = place;
    const { judge } = this;
    const trained = trainUnseen(place, judge);
    if (trained) {
      judge?.isHit(place, trained, () => undefined);
      return trained;
    }
    const computed = computeStep(compiled, batch, key);
    judge!.isHit(place, valuesOfStep(compiled, computed), () => computed);
    return commitStep(compiled, computed);
  }

  /**
   * A batch was trained.
   * @param values its own by series of the run
   */
  trained(place: JudgedBatch, values: Omit<JudgedValues, 'squares'>): void {
    const { own } = values;
    const sources = (this.#isJudged && this.#sources) || this.#look(place, own, values);
    this.#sources = this.#last = sources;
    if (!this.#set.isActive) {
      sources.written(place.batch);
      return this.#remember(own);
    }
    if (!this.#isJudged) this.#act('before-commit', sources);
    sources.written(place.batch);
    const why = this.#act('after-commit', sources);
    if (why) this.#parts.deeds.pause(why);
    this.#isJudged = false;
    this.#remember(own);
    this.#remember(sources.measured);
  }

  /** The update of a batch was let go: it is as if it had never been. */
  discarded(): void {
    if (this.#isJudged) this.#set.discard();
    this.#isJudged = false;
    this.#sources = this.#last;
  }

  /**
   * An epoch was validated, or not.
   * @param isNew false if it had ended on this line before
   */
  epochEnded(logs: Logs, isNew: boolean): void {
    const values = Object.entries(logs).filter(([key]) => key.startsWith('val_'));
    if (values.length === 0) return;
    for (const [key, value] of values) this.#latest.set(key, value);
    this.#epochs.end(this.#parts.step(), logs);
    if (!this.#set.isActive) return;
    // All that was trained may lie before the way that is repeated, or have been discarded.
    const kept = this.#kept ?? { step: this.#parts.step() };
    const why = this.#act('epoch-end', this.#sources ?? new KnownSources(kept, this.#latest), isNew);
    if (why) this.#parts.deeds.pause(why);
  }

  /** Training goes on from the past of a line. */
  parted(): void {
    this.#epochs.part();
  }

  /** Values of a series up to where the run stands, oldest first. */
  recorded(series: string, most: number): readonly number[] {
    const { plan, recorded } = this.#parts;
    if (!plan.series.includes(series)) return this.#epochs.newest(series, most);
    const since = recorded?.(series, most) ?? [];
    return since.length < most ? [...this.#past.recorded(series, most - since.length), ...since] : since;
  }

  /** The newest values that do not come with each batch. */
  get latest(): ReadonlyMap<string, number> {
    return this.#latest;
  }

  /** The learning rate that the last batch was trained with; undefined where none was. */
  get lastRate(): number | undefined {
    return this.#last?.learningRate;
  }

  getState(): PlainData {
    const state: State = {
      version: this.#version,
      set: this.#set.getState(),
      latest: Object.fromEntries(this.#latest),
      epochs: this.#epochs.behind,
      ...this.#lastBatch(),
    };
    return state as unknown as PlainData;
  }

  /** What another process goes on from: as it was before the batch in flight. */
  get savedState(): PlainData {
    const { plan, recorded } = this.#parts;
    const own = this.#past.set ?? this.#savedSet();
    const series = plan.series.filter((key) => recorded?.(key, 1) !== undefined);
    const past = { ...own, ...this.#lastBatch(), latest: this.#latest, epochs: this.#epochs.past };
    return stateToSave(past, series, (key, most) => this.recorded(key, most));
  }

  #savedSet(): SavedSet {
    const newest = this.#isJudged ? this.#sources : undefined;
    const set = newest ? this.#set.getStateBefore(newest) : this.#set.getState();
    return { conditions: this.#conditions, set };
  }

  /** The batch that was trained last, as far as the end of an epoch is judged by it. */
  #lastBatch(): { readonly last?: KnownBatch } {
    const { epochNeeds } = this.#set;
    const last = this.#last ? epochNeeds && knownOf(this.#last, epochNeeds) : this.#kept;
    return last ? { last } : {};
  }

  get #conditions(): SavedSet['conditions'] {
    return Object.fromEntries(this.#list.map(({ id, condition }) => [id, condition]));
  }

  /** The run goes on from elsewhere. */
  setState(given: PlainData | undefined): void {
    const { version, set, latest, epochs = 0, last } = (given ?? {}) as Partial<State>;
    this.#isJudged = false;
    this.#sources = this.#last = undefined;
    this.#kept = last;
    this.#epochs.behind = epochs;
    this.#latest = new Map(Object.entries(latest ?? {}));
    this.#set.setState(set ?? { counts: {}, histories: {} });
    if (version !== this.#version) this.#prefill();
  }

  #newSet(): BreakpointSet {
    return new BreakpointSet(this.#list, vocabularyOf(this.#parts.plan));
  }

  /** @param known a state that was put back */
  #prefill(known?: BreakpointSetState): void {
    if (this.#parts.recorded) this.#set.prefill((series, most) => this.recorded(series, most), known);
  }

  /** The numbers of the batch in flight, with all that is known only before its commit. */
  #judged(place: JudgedBatch, values: JudgedValues, computed: () => ComputedStep | undefined): BatchSources {
    const own = namedLogs(this.#parts.models, place.compiled.name, values.own);
    const sources = this.#look(place, own, values, computed);
    this.#sources = sources;
    this.#isJudged = true;
    if (this.#set.squares || this.#set.looksInside) this.#measure(sources);
    return sources;
  }

  /** What is read after the commit too has to be known by then. */
  #measure(sources: BatchSources): void {
    const { measures } = this.#set.needs;
    for (const name of stepMeasures) {
      for (const layer of measures[name]) sources.measure(name, layer === '' ? undefined : layer);
    }
  }

  /** @param own values by series of the run */
  #look(
    place: JudgedBatch,
    own: Logs,
    { squares, isFinite }: Omit<JudgedValues, 'own'>,
    computed?: BatchFacts['computed'],
  ): BatchSources {
    const { models, step } = this.#parts;
    const [learningRate, latest] = [this.#learningRate, this.#latest];
    return new BatchSources({
      place,
      step: step() + 1,
      learningRate,
      own,
      computed,
      squares,
      isFinite,
      models,
      latest,
    });
  }

  #act(moment: Moment, sources: ConditionSources, isNew?: boolean): PauseReason | undefined {
    return this.#do(this.#set.evaluate(moment, sources), sources, isNew);
  }

  #do(
    hits: readonly BreakpointHit[],
    { step }: Pick<ConditionSources, 'step'>,
    isNew = !this.#parts.isRepeating(),
  ): PauseReason | undefined {
    if (hits.length === 0 || !isNew) return undefined;
    return actOn(hits, step, this.#parts.deeds);
  }

  /** Of several models, each batch has the values of one only. */
  #remember(values: Logs | ReadonlyMap<string, number>): void {
    if (this.#parts.models.size === 1) return;
    const entries = values instanceof Map ? (values as ReadonlyMap<string, number>) : Object.entries(values as Logs);
    for (const [key, value] of entries) this.#latest.set(key, value);
  }
}

/** Trains without a look inside. @returns undefined if that is needed, or the step may hold NaN or infinities */
function trainUnseen({ compiled, batch, key }: BatchPlace, judge: Judge | undefined): TrainedBatch | undefined {
  if (judge?.looksInside) return undefined;
  const squares = judge?.squares;
  return squares ? trainGuardedStep(compiled, batch, key, { squares }) : trainStep(compiled, batch, key);
}
