import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Opening } from '../../../main/opening';
import type { LeftRuns } from '../../../main/left-runs';
import type { SettingsFile } from '../../../main/settings';
import type { RunRequest, TrainerHost } from '../../../main/trainer/host';
import type { UnsavedRun } from '../../../main/unsaved-run';

/** What the dialogs have shown, and the paths that are chosen in those for opening; each waits until it is answered. */
const dialogs = vi.hoisted(() => ({ opened: [] as ((paths: readonly string[]) => void)[], failures: [] as string[] }));
vi.mock('electron', () => ({
  app: {},
  dialog: {
    showOpenDialog: () =>
      new Promise((resolve) => {
        dialogs.opened.push((filePaths) => resolve({ canceled: filePaths.length === 0, filePaths }));
      }),
    showMessageBox: (_window: unknown, { message }: { readonly message: string }) => {
      dialogs.failures.push(message);
      return Promise.resolve({ response: 0 });
    },
  },
}));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-opening-'));
  dialogs.opened.length = 0;
  dialogs.failures.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

function build({ mayEnd = true, left = {} as { readonly [id: string]: string } } = {}) {
  const [requests, recent]: [RunRequest[], string[]] = [[], []];
  const opening = new Opening({
    window: {} as BrowserWindow,
    language: () => 'en',
    examplesFolder: join(folder, 'examples'),
    settings: { addRecent: (file) => void recent.push(file) } as SettingsFile,
    host: { open: (request) => void requests.push(request) } as TrainerHost,
    leftRuns: { folderOf: (id) => Promise.resolve(left[id]) } as LeftRuns,
    unsaved: { mayEnd: (ending) => Promise.resolve(mayEnd && ending === 'experiment') } as UnsavedRun,
  });
  return { opening, requests, recent };
}

function experiment(name: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  return file;
}

function savedRun(origin: object): string {
  const run = join(folder, 'run');
  mkdirSync(run);
  writeFileSync(join(run, 'training.json'), JSON.stringify({ state: { origin } }));
  return run;
}

describe('Opening', () => {
  it('opens a file so that it waits for Run, and remembers it', async () => {
    const { opening, requests, recent } = build();
    const file = experiment('iris.ts');
    await opening.openFile(file);
    expect(requests).toEqual([{ file, options: { autorun: false, progress: false }, isTrusted: false }]);
    expect(recent).toEqual([file]);
  });

  it('opens, but does not remember, what ships with the app and what is no experiment', async () => {
    const { opening, requests, recent } = build();
    const files = [experiment('examples/iris.ts'), experiment('iris.csv'), join(folder, 'gone.ts')];
    for (const file of files) await opening.openFile(file);
    expect(requests.map(({ file }) => file)).toEqual(files);
    expect(recent).toEqual([]);
  });

  it('leaves what is open if the person would rather keep it', async () => {
    const { opening, requests, recent } = build({ mayEnd: false });
    await opening.openFile(experiment('iris.ts'));
    expect([requests, recent]).toEqual([[], []]);
  });

  it('lets a file be chosen in one dialog at a time', async () => {
    const { opening, requests } = build();
    const file = experiment('iris.ts');
    const [first, second] = [opening.choose(), opening.choose()];
    await second;
    expect(dialogs.opened).toHaveLength(1);
    dialogs.opened[0]!([file]);
    await first;
    expect(requests.map((request) => request.file)).toEqual([file]);
    const cancelled = opening.choose();
    dialogs.opened[1]!([]);
    await cancelled;
    expect(requests).toHaveLength(1);
  });

  it('opens a saved run as its experiment, with the length that it was given', async () => {
    const { opening, requests } = build();
    const file = experiment('iris.ts');
    const resume = savedRun({ file, name: 'iris', epochs: 3 });
    const chosen = opening.chooseRun();
    dialogs.opened[0]!([resume]);
    await chosen;
    const options = { epochs: 3, autorun: false, progress: false };
    expect(requests).toEqual([{ file, options, isTrusted: false, resume }]);
  });

  it('opens a run that was left by its id, and nothing for another', async () => {
    const file = experiment('iris.ts');
    const resume = savedRun({ file, name: 'iris' });
    const { opening, requests } = build({ left: { known: resume } });
    await opening.openLeftRun('unknown');
    expect(requests).toEqual([]);
    await opening.openLeftRun('known');
    expect(requests).toMatchObject([{ file, resume }]);
  });

  it('says why a folder is no saved run', async () => {
    const { opening, requests } = build({ left: { known: folder } });
    await opening.openLeftRun('known');
    expect(requests).toEqual([]);
    expect(dialogs.failures).toHaveLength(1);
    expect(dialogs.failures[0]).toContain(folder);
  });
});
