import { stepOf, type RunState } from '../contract/run-state';
import type { TrainerCommand, TrainerStatus } from '../contract/trainer-protocol';
import type { HostMessage, HostReport } from '../contract/trainer-start';
import type { LogMessage, LogSource, TrainingEvent } from '../contract/training-event';
import { EventBuffer } from './event-buffer';
import { RunMeter } from './run-meter';
import type { RunPast } from './run-past';
import { ToldTail } from './told-tail';
import { WindowLink, type Port, type RunName } from './window-link';

/** Which run it is, where it goes on, if it does, and where it keeps itself. */
export type ToldRun = Pick<Extract<HostMessage, { kind: 'start' }>, 'run' | 'resume' | 'keepFolder'>;

/** What is told to whom, and what is asked for. */
export type TellerParts = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** To the shell. */
  readonly report: (report: HostReport) => void;
  /** Within the process: hears every event, before the window does. */
  readonly hear: (event: TrainingEvent) => void;
  /** What only the engine knows of how the run goes. */
  readonly measure: () => Pick<TrainerStatus, 'tensors' | 'snapshots'>;
};

const statusMs = 250;

/**
 * Tells what happens in a run: keeps its events for windows that come later, serves the one that looks on, and says to the
 * shell what it has to know.
 */
export class RunTeller {
  readonly #told: ToldRun;
  readonly #parts: TellerParts;
  readonly #events = new EventBuffer();
  readonly #tail: ToldTail | undefined;
  readonly #meter: RunMeter;
  #state: RunState = { status: 'empty' };
  /** Completed updates: a state that holds is not said again after each. */
  #step = 0;
  #link: WindowLink | undefined;
  readonly #statusTimer: NodeJS.Timeout;

  constructor(told: ToldRun, parts: TellerParts) {
    this.#told = told;
    this.#parts = parts;
    this.#tail = told.keepFolder === undefined ? undefined : new ToldTail(told.keepFolder, this.#events);
    this.#meter = new RunMeter(parts.now);
    this.#statusTimer = setInterval(() => this.#tick(), statusMs);
  }

  /** As it was told last. */
  get state(): RunState {
    return this.#state;
  }

  /** The window that looks on, if one does. */
  get link(): WindowLink | undefined {
    return this.#link;
  }

  /** A window has come, or come again: it replaces the former one. */
  attach(port: Port, obey: (command: TrainerCommand) => void): void {
    const { run, resume } = this.#told;
    const name: RunName = { run, ...(resume?.after && { resumes: resume.after.runs }) };
    this.#link?.close();
    this.#link = new WindowLink(port, this.#shown, name, obey);
    this.#link.tell(this.#status());
    this.#link.flush();
  }

  tell(said: TrainingEvent): void {
    const event = this.#withResumes(said);
    this.#events.push(event);
    this.#meter.observe(event);
    if (event.type === 'batch-end') this.#step = event.step;
    if (event.type === 'state') this.#step = stepOf(event.state);
    this.#parts.hear(event);
    if (event.type === 'saved') {
      const { step, folder } = event;
      this.#parts.report({ kind: 'saved', saved: { step, folder, by: 'callback' } });
    }
    // Nothing is sent while a graph is made: the window hears of it before.
    if (event.type === 'preparing') return this.#link?.flush();
    if (event.type === 'snapshot') return this.#link?.tell(this.#status());
    if (event.type !== 'state') return this.#link?.schedule();
    this.#state = event.state;
    this.#parts.report({ kind: 'state', state: event.state });
    this.#link?.tell(this.#status());
    // Between two batches, the run stands right after it was asked to: the window draws both at once.
    if (event.state.status === 'running' && event.state.pauseRequested) this.#link?.flushInTurn();
    else this.#link?.flush();
  }

  /** Puts a sentence into the log of the run. */
  log(message: LogMessage, source: LogSource, level: 'info' | 'warning' | 'error'): void {
    this.tell({ type: 'log', time: this.#parts.now(), step: this.#step, source, level, message });
  }

  /** All that was told, for another process. */
  pack(): Uint8Array {
    return this.#events.pack();
  }

  /**
   * What was told of the run in other processes: a window that has not heard it, as one that was loaded anew, does so now.
   * @param step that it goes on from
   */
  recall(step: number, { events, deaths, told, end, trouble }: RunPast): void {
    const { resume, keepFolder } = this.#told;
    this.#step = step;
    this.#events.push({ type: 'past', events: events.length + deaths.length });
    for (const event of events) this.#events.push(event);
    if (resume?.folder === keepFolder) this.#tail?.goOn(told, end, this.#events.length);
    for (const death of deaths) this.#events.push(death);
    if (trouble) this.log({ code: 'warning', values: { error: trouble } }, 'run', 'warning');
  }

  /** The run is about to keep itself, with all that was told: whoever looks on is to know of it before. */
  keeping(): void {
    this.#link?.flush();
    this.#tail?.keeping();
  }

  /** It has kept itself. */
  kept(): void {
    this.#tail?.kept();
  }

  dispose(): void {
    clearInterval(this.#statusTimer);
    this.#link?.close();
    void this.#tail?.close();
  }

  /** The events as a window gets them: what a person is about to see is on its way to the disk. */
  get #shown(): Pick<EventBuffer, 'since' | 'length'> {
    const [events, tail] = [this.#events, this.#tail];
    return {
      since(from, most) {
        tail?.write();
        return events.since(from, most);
      },
      get length() {
        return events.length;
      },
    };
  }

  /** Of a run that was to go on and has trained nothing, the next process goes on there. */
  #withResumes(event: TrainingEvent): TrainingEvent {
    const after = this.#told.resume?.after;
    if (!after || event.type !== 'state' || event.state.status !== 'failed') return event;
    return event.state.step > after.step ? event : { ...event, state: { ...event.state, resumes: after.step } };
  }

  #tick(): void {
    if (!this.#meter.isRunning) return;
    this.#link?.tell(this.#status());
    this.#parts.report({ kind: 'progress', step: this.#meter.step });
  }

  #status(): TrainerStatus {
    const { batchesPerSecond, etaMs } = this.#meter;
    const memory = process.memoryUsage.rss();
    return { ...this.#parts.measure(), memory, batchesPerSecond, ...(etaMs !== undefined && { etaMs }) };
  }
}
