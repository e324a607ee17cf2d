import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunState, SavedPlace } from '../../../main/contract/run-state';
import type { HostReport, SourceDigest } from '../../../main/contract/trainer-start';
import type { TrainerCommand, TrainerMessage } from '../../../main/contract/trainer-protocol';
import { Trainer, type StartMessage } from '../../../main/trainer/trainer';
import type { Port } from '../../../main/trainer/window-link';
import { experimentText, folderOf } from '../experiment/experiment-folder';
import { FakeEngine } from './fake-session';

/** The trainer's end of a channel to a window that notes what it hears. */
export class FakePort implements Port {
  readonly messages: TrainerMessage[] = [];
  isClosed = false;
  #hear: (message: { readonly data: TrainerCommand }) => void = () => {};
  postMessage = (message: TrainerMessage) => void this.messages.push(message);
  start = () => {};
  close = () => void (this.isClosed = true);
  on(event: 'message' | 'close', listener: (message: { readonly data: TrainerCommand }) => void): void {
    if (event === 'message') this.#hear = listener;
  }

  say(command: TrainerCommand): void {
    this.#hear({ data: command });
  }

  get events() {
    return this.messages.flatMap((message) => (message.kind === 'events' ? message.events : []));
  }
}

/** A trainer of a person's file with a stand-in for the engine, and what it says to the shell. */
export async function setUp(
  text = experimentText(),
  options: {
    readonly autorun?: boolean;
    readonly shipped?: boolean;
    readonly isTrusted?: boolean;
    readonly engine?: FakeEngine['load'];
    readonly start?: Partial<StartMessage>;
  } = {},
) {
  const folder = await folderOf({ 'own/main.ts': text });
  const engine = new FakeEngine();
  const states: RunState[] = [];
  const steps: number[] = [];
  const sources: SourceDigest[] = [];
  const saved: SavedPlace[] = [];
  /** Why a run was not saved, each time that it was to be; undefined: it was. */
  const asked: (string | undefined)[] = [];
  const report = (message: HostReport) => {
    if (message.kind === 'state') states.push(message.state);
    else if (message.kind === 'progress') steps.push(message.step);
    else if (message.kind === 'saved') saved.push(message.saved);
    else if (message.kind === 'run-saved') asked.push(message.error?.code);
    else sources.push(...message.sources);
  };
  const trustFile = join(folder, 'trust.json');
  const trainer = new Trainer(
    {
      kind: 'start',
      run: 'run-1',
      file: join(folder, 'own/main.ts'),
      options: { autorun: options.autorun ?? false, progress: false, seed: 4 },
      examplesFolder: join(folder, options.shipped === false ? 'examples' : 'own'),
      trustFile,
      ...(options.isTrusted && { isTrusted: true }),
      threads: 2,
      language: 'en',
      ...options.start,
    },
    {
      loadEngine: options.engine ?? engine.load,
      now: () => performance.now(),
      report,
    },
  );
  onTestFinished(() => trainer.dispose());
  return { trainer, engine, states, steps, sources, saved, asked, trustFile, file: join(folder, 'own/main.ts') };
}
