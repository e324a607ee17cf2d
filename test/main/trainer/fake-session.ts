import type { Breakpoint } from '../../../main/contract/debug/breakpoint';
import type { PauseReason, RunState } from '../../../main/contract/run-state';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { writeSavedRun, type SavedRun } from '../../../main/training/session/saved-run';
import type { createSession } from '../../../main/training/session/create-session';
import type { TrainingSession } from '../../../main/training/session/session';

type Options = Parameters<typeof createSession>[0];

/** Stands in for the engine: notes what it is told and emits what a test wants. */
export class FakeEngine {
  readonly calls: string[] = [];
  /** Kinds of the messages that it was told of. */
  readonly heard: string[] = [];
  /** Why it was paused last, if not because the person asked. */
  paused: PauseReason | undefined;
  options: Options | undefined;
  /** What there is to save of the run. */
  saved: SavedRun | undefined;
  /** What was told of the run that it goes on from. */
  told: SavedRun['told'];
  #state: RunState = { status: 'ready', step: 0 };
  readonly done: Promise<RunState>;
  #finish: (state: RunState) => void = () => {};

  constructor() {
    this.done = new Promise((resolve) => (this.#finish = resolve));
  }

  readonly load = async () => ({
    versions: () => ({ tensorflow: '2.15.1' }),
    readSavedRun: (folder: string) =>
      Promise.resolve({ step: 5, models: {}, position: null, folder, ...(this.told && { told: this.told }) }),
    savingOf: (session: TrainingSession) => {
      const run = session.savedRun();
      return run && ((folder: string) => writeSavedRun(folder, run));
    },
    answer: (_context: unknown, name: string) => Promise.resolve(`answer to ${name}`) as never,
    createSession: (async (options: Options) => {
      this.options = options;
      this.emit({ type: 'state', state: { status: 'ready', step: 0 } });
      const state = (): RunState => this.#state;
      const saved = () => this.saved;
      return {
        run: () => {
          this.calls.push('run');
          this.#state = { status: 'running', step: 0, pauseRequested: false };
        },
        pause: (why?: PauseReason) => {
          this.calls.push('pause');
          this.paused = why;
        },
        heard: (kind: string) => this.heard.push(kind),
        stop: () => this.calls.push('stop'),
        finish: () => this.calls.push('finish'),
        runToEpochEnd: () => this.calls.push('run to epoch end'),
        plan: { mode: 'generator' },
        step: (count: number) => this.calls.push(`step ${count}`),
        get state() {
          return state();
        },
        done: this.done,
        setBreakpoints: (list: readonly Breakpoint[]) =>
          this.calls.push(`breakpoints ${list.map(({ condition }) => condition).join()}`),
        get canBeSaved() {
          return saved() !== undefined;
        },
        savedRun: saved,
        debugContext: () => ({
          models: new Map(),
          breakpoints: { state: { breakpoints: [], counts: {}, problems: {} } },
        }),
        tensorCount: () => 12,
        snapshotUse: () => undefined,
        dispose: () => this.calls.push('dispose'),
      };
    }) as unknown as typeof createSession,
  });

  emit(...events: readonly TrainingEvent[]): void {
    for (const event of events) {
      if (event.type === 'state') this.#state = event.state;
      this.options?.listener(event);
    }
  }

  end(state: RunState): void {
    this.emit({ type: 'state', state });
    this.#finish(state);
  }
}

export const batchEnd = (step: number, values: { readonly loss: number } = { loss: 1 / step }): TrainingEvent => ({
  type: 'batch-end',
  step,
  epoch: 0,
  batch: step - 1,
  rows: 1,
  own: values,
  means: values,
  ms: 2,
});
