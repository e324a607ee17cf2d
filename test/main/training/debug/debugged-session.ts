import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit, EditRecord, PlannedEdit } from '../../../../main/contract/debug/edits';
import type { RequestName, RequestResult, RequestValues } from '../../../../main/contract/debug/requests';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import { answer } from '../../../../main/training/debug/answers';
import type { RunOverrides } from '../../../../main/training/modes';
import type { Experiment } from '../../../../main/training/experiment';
import type { SavedRun } from '../../../../main/training/session/saved-run';
import { createSession } from '../../../../main/training/session/create-session';
import type { TrainingSession } from '../../../../main/training/session/session';
import { hashOf, until } from '../session/session-fixture';

/** A session that can go back, with what tests of the debugger ask of it. */
export class DebuggedSession {
  readonly session: TrainingSession;
  readonly events: readonly TrainingEvent[];
  readonly #folder: string;
  /** Hears each event when it happens. */
  onEvent: (event: TrainingEvent) => void = () => undefined;

  private constructor(session: TrainingSession, events: readonly TrainingEvent[], folder: string) {
    this.session = session;
    this.events = events;
    this.#folder = folder;
  }

  static async open(
    experiment: Experiment,
    eager = false,
    edits: readonly PlannedEdit[] = [],
    resume?: SavedRun,
    run: RunOverrides = {},
  ): Promise<DebuggedSession> {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-debug-'));
    const events: TrainingEvent[] = [];
    const opened: { run?: DebuggedSession } = {};
    const session = await createSession({
      experiment,
      file: join(folder, 'test.ts'),
      run: { eager, ...run },
      edits,
      threads: 1,
      versions: {},
      listener: (event) => {
        events.push(event);
        opened.run?.onEvent(event);
      },
      keepsBoundary: 'batches',
      now: () => performance.now(),
      ...(resume ? { resume } : { history: { folder, budget: { memory: 2 ** 26, disk: 2 ** 26 } } }),
    });
    return (opened.run = new DebuggedSession(session, events, folder));
  }

  get compiled() {
    return [...this.session.debugContext().models.values()][0]!;
  }

  /** Of all models. */
  get hash(): string {
    return hashOf(this.session);
  }

  get edits(): readonly EditRecord[] {
    return this.events.filter((event) => event.type === 'edit').map(({ type: _, ...record }) => record);
  }

  ask<Name extends RequestName>(name: Name, ...values: RequestValues<Name>): Promise<Awaited<RequestResult<Name>>> {
    return answer(this.session.debugContext(), name, values) as Promise<Awaited<RequestResult<Name>>>;
  }

  edit(edit: Edit): Promise<EditRecord> {
    return this.ask('edit', '', edit);
  }

  async step(count: number): Promise<void> {
    this.session.step(count);
    await this.rest();
  }

  /** Into the next phase. */
  async into(phases = 1): Promise<void> {
    for (let phase = 0; phase < phases; phase += 1) {
      this.session.stepInto();
      await this.rest();
    }
  }

  async goTo(step: number): Promise<void> {
    this.session.goTo(step);
    await this.rest();
  }

  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await until(this.session, 'paused');
  }

  close(): void {
    this.session.dispose();
    rmSync(this.#folder, { recursive: true });
  }
}
