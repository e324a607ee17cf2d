import type { EditRecord } from '../../../../main/contract/debug/edits';
import { CodedError } from '../../../../main/contract/errors';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import type { SavedRun } from '../../../../main/training/session/saved-run';
import type { TrainingSession } from '../../../../main/training/session/session';
import { open } from '../session/session-fixture';
import { Draws } from './draws';
import { experiments } from './experiments';
import { OnWay } from './on-way';
import { giveCommand, weights } from './random-commands';
import { randomBreakpoints } from './random-edits';
import { rested, stateOf, straightRun, toldOf, type FuzzCase } from './straight-run';

/** Milliseconds between two looks at the clock: steps are then written first, or held, and snapshots lie close or far. */
const paces = [0.01, 0.05, 1, 1000];
/** Bytes; in the small one, snapshots go again. */
const budgets = { small: 60_000, large: 2 ** 26 };

type Saved = { readonly run: SavedRun; readonly edits: readonly EditRecord[] };

/** Gives a run commands by chance, and looks at all that can be known of what they come to. */
export class CommandsRun {
  readonly #case: FuzzCase;
  readonly #draws: Draws;
  readonly #session: TrainingSession;
  readonly #onWay: OnWay;
  readonly #events: readonly TrainingEvent[];
  /** State by step of the present line, as it was left. */
  readonly #left = new Map<number, string>();
  /** Events that have been looked at. */
  #seen = 0;
  readonly #saved: Saved[] = [];
  /** What was done, for whoever has to find out what went wrong. */
  readonly #log: string[] = [];

  private constructor(
    given: FuzzCase,
    draws: Draws,
    session: TrainingSession,
    events: readonly TrainingEvent[],
    onWay: OnWay,
  ) {
    this.#case = given;
    this.#draws = draws;
    this.#onWay = onWay;
    this.#session = session;
    this.#events = events;
  }

  static async open(given: FuzzCase, folder: string): Promise<CommandsRun> {
    const draws = new Draws(given.seed);
    const pace = draws.of(paces);
    const memory = draws.chance(0.3) ? budgets.small : budgets.large;
    let time = 0;
    const onWay = new OnWay();
    const { session, events } = await open(experiments[given.name](), { eager: given.eager }, undefined, {
      now: () => (time += pace),
      history: { folder, budget: { memory, disk: budgets.large } },
      keepsBoundary: 'rests',
      isCalled: onWay.isCalled,
    });
    onWay.session = session;
    if (draws.chance(0.6)) session.setBreakpoints(randomBreakpoints(draws));
    return new CommandsRun(given, draws, session, events, onWay);
  }

  /** @throws Error if anything is not as it should be; it says what was done until then */
  async obey(count: number): Promise<void> {
    try {
      for (let given = 0; given < count; given += 1) {
        await this.#command();
        await rested(this.#session);
        this.#onWay.end();
        this.#check();
      }
      await this.#compare();
    } catch (error) {
      const done = [JSON.stringify(this.#case), ...this.#log].join('\n');
      throw new Error(`${(error as Error).message}\n${done}`, { cause: error });
    }
  }

  close(): void {
    this.#session.dispose();
  }

  async #command(): Promise<void> {
    const session = this.#session;
    const command = this.#draws.weighted(weights);
    const said = `${command} at ${JSON.stringify(session.state)}`;
    try {
      if (command === 'save') this.#save();
      else await giveCommand(command, session, this.#draws, this.#onWay);
      this.#log.push(said);
    } catch (error) {
      this.#log.push(`${said}: ${(error as Error).message}`);
      if (!(error instanceof CodedError)) throw error;
    }
  }

  #save(): void {
    const run = this.#session.savedRun();
    const { records } = this.#session.debugContext().edits;
    if (run) this.#saved.push(structuredClone({ run, edits: records }));
  }

  /** What an edit, a batch that was let go or a line that parts has changed is not as it was left. */
  #forgetChanged(): void {
    for (const event of this.#events.slice(this.#seen)) {
      if (event.type === 'edit' || event.type === 'discarded') this.#forgetFrom(event.step);
      if (event.type === 'line' && event.start.from) this.#forgetFrom(event.start.from.step + 1);
    }
    this.#seen = this.#events.length;
  }

  #forgetFrom(step: number): void {
    for (const other of this.#left.keys()) if (other >= step) this.#left.delete(other);
  }

  /** Wherever the run stands on its line, it is as it was left there. */
  #check(): void {
    this.#forgetChanged();
    const { state } = this.#session;
    if (state.status === 'failed') throw new Error(`failed: ${JSON.stringify(state.error)}`);
    if (state.status !== 'paused' || state.at !== 'between-batches') return;
    const { step, why, head } = state;
    if (why.kind === 'moved' && why.exactness.kind === 'differs') throw new Error(JSON.stringify(why));
    // Within a validation it stands before the end of the epoch, and whoever goes to the step stands behind that.
    if (!this.#session.canBeSaved) return;
    const hash = [stateOf(this.#session), this.#counts()].join(' ');
    const before = this.#left.get(step);
    if (head !== undefined && before !== undefined && before !== hash)
      throw new Error(`another state at ${step}: ${hash}, was ${before}`);
    this.#left.set(step, hash);
  }

  /** How often each condition has been true so far. */
  #counts(): string {
    return JSON.stringify(this.#session.debugContext().breakpoints.state.counts);
  }

  /** A run that does nothing but train, with the same edits, comes to the same. */
  async #compare(): Promise<void> {
    const session = this.#session;
    await this.#toBoundary();
    this.#check();
    const { state } = session;
    if (state.status !== 'paused' || state.at !== 'between-batches' || state.step === 0) return;
    const edits = structuredClone(session.debugContext().edits.records);
    this.#log.push(`compared at ${state.step} with ${JSON.stringify(edits)}`);
    const straight = await straightRun(this.#case, state.step, { edits });
    toldOf(this.#events)
      .slice(0, state.step)
      .forEach((told, at) => {
        const [one, other] = [told, straight.told[at]].map((each) => JSON.stringify(each));
        if (one !== other) throw new Error(`told ${one}, of the straight run ${other}`);
      });
    if (straight.hash !== stateOf(session)) throw new Error(`not the state of the straight run at ${state.step}`);
    // The variables of a loop end with its process.
    if (this.#case.name === 'loop') return;
    for (const saved of this.#saved.slice(0, 2)) await this.#compareSaved(saved);
  }

  /** An edit belongs to its step only once a batch has followed. */
  async #toBoundary(): Promise<void> {
    const session = this.#session;
    for (let tries = 0; session.state.status === 'paused' && tries < 3; tries += 1) {
      const wasInside = session.state.at === 'before-commit';
      if (wasInside) session.commit();
      else session.step(1);
      await rested(session);
      if (!wasInside && session.state.status === 'paused' && session.state.at === 'between-batches') return;
    }
  }

  async #compareSaved({ run, edits }: Saved): Promise<void> {
    const end = run.step + 4;
    const resumed = await straightRun(this.#case, end, { resume: run });
    const straight = await straightRun(this.#case, end, { edits });
    if (resumed.hash !== straight.hash) throw new Error(`gone on from ${run.step} to another state`);
  }
}
