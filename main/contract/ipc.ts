import type { Breakpoint } from './debug/breakpoint';
import type { ErrorReport } from './errors';
import type { CommandId } from './commands';
import type { RunState } from './run-state';
import type { Language } from './text';

/** A shipped experiment: which one, and the path of its file. */
export type ExampleInfo = {
  readonly id: 'mnist' | 'digits' | 'iris' | 'two-moons' | 'text-lstm' | 'gan';
  readonly path: string;
};

/** What the window learns of the app when it opens. */
export type AppInfo = {
  readonly version: string;
  readonly platform: string;
  /** Electron, Chrome and Node. */
  readonly runtime: { readonly [name: string]: string };
  readonly language: Language;
  readonly examples: readonly ExampleInfo[];
  /** Newest first. */
  readonly recent: readonly string[];
};

/** A run whose app was killed; its newest state is on disk. */
export type LeftRun = {
  readonly id: string;
  /** Of its experiment. */
  readonly name: string;
  /** Updates that are done there. */
  readonly step: number;
  /** When it was kept: milliseconds since 1970. */
  readonly time: number;
  /** A newer state of it is damaged. */
  readonly isOlder?: true;
};

/** What a picture of the charts can be saved as. */
export type PictureFormat = 'png' | 'svg';

/** How a save ended. `before`: of a run that stood inside this step, and was saved as it was before it. */
export type SaveResult =
  | { readonly outcome: 'saved'; readonly path: string; readonly before?: number }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly error: ErrorReport };

/** The files of a run that is exported as a whole, by their names. */
export const exportedNames = ['charts.svg', 'charts.png', 'values.csv', 'edits.json', 'report.md'] as const;
export type ExportedFile = { readonly name: (typeof exportedNames)[number]; readonly bytes: Uint8Array };

/** What a person has set for an experiment. */
export type Watching = {
  readonly breakpoints: readonly Breakpoint[];
  /** Expressions. */
  readonly watches: readonly string[];
};

/** Window to shell: files, dialogs, pictures, the trainer's life. All answers are promises. */
export type Requests = {
  'app:info': () => AppInfo;
  /** Says the present run state as the shell knows it and, if a trainer lives, sends `trainer-port`. */
  'trainer:attach': () => RunState;
  /** What was sent to the trainer is not to wait. */
  'trainer:ring': () => undefined;
  /** The native dialog; opens what was chosen. */
  'experiment:choose': () => undefined;
  'experiment:open': (path: string) => undefined;
  'experiment:close': () => undefined;
  /** A fresh training process on the same file, and the same seed unless `reseeds`; `run` starts it at once. */
  'experiment:restart': (options: { readonly run: boolean; readonly reseeds?: boolean }) => undefined;
  /** Asks for the folder of a saved run and opens it. */
  'run:choose': () => undefined;
  /** Newest first. */
  'left-runs:list': () => readonly LeftRun[];
  /** How many others there were that are damaged on disk as a whole, and were removed. */
  'left-runs:lost': () => number;
  /** Opens one of them as a saved run. */
  'left-runs:open': (id: string) => undefined;
  /** Takes one of them off the disk, and says which are left. */
  'left-runs:remove': (id: string) => readonly LeftRun[];
  /** Asks for a folder, pauses the run and saves it there. */
  'run:save': () => SaveResult;
  /** Goes on with the run whose process died, where it can. */
  'experiment:resume': () => undefined;
  /** Keeps the breakpoints of the file that is open, and what is watched in it. */
  'watching:keep': (watching: Watching) => undefined;
  /** What is kept of the file that is open. */
  'watching:read': () => Watching;
  'picture:save': (picture: {
    readonly name: string;
    readonly format: PictureFormat;
    readonly bytes: Uint8Array;
  }) => SaveResult;
  /** What a breakpoint pictured at a step: kept beside the experiment, without a question. */
  'picture:keep': (picture: { readonly step: number; readonly png: Uint8Array }) => SaveResult;
  /** An npz file. */
  'batch:save': (batch: { readonly name: string; readonly bytes: Uint8Array }) => SaveResult;
  /** Asks for the file of a batch that was saved, or of a case; undefined if the person thinks better of it. */
  'batch:choose': () => string | undefined;
  'picture:save-window': () => SaveResult;
  /** Asks for a folder, and writes files into a new one inside of it. */
  'export:save': (run: { readonly name: string; readonly files: readonly ExportedFile[] }) => SaveResult;
  'picture:copy': (png: Uint8Array) => undefined;
  'window:menu': (menu: { readonly name: MenuName; readonly x: number; readonly y: number }) => undefined;
  'window:control': (action: 'minimise' | 'maximise' | 'close') => undefined;
  'text:copy': (text: string) => undefined;
  /** Opens a page of the documentation, in the language of the window, with the program that the system has for it. */
  'docs:open': (page: { readonly page: DocsPage }) => undefined;
};

/** Pages of `docs/` that ship with the app, in every language. */
export type DocsPage = 'training' | 'debugging';

/** The menus of the title bar. */
export type MenuName = 'file' | 'run' | 'debug' | 'view' | 'export' | 'help';

/** Shell to window. */
export type Notices = {
  /** A page can't see that its window is hidden or minimised; it draws nothing until told otherwise. */
  visibility: { readonly visible: boolean };
  /** While the window is visible and a run moves: what its processes take of the machine's whole processor time, 0 to 1. */
  load: { readonly share: number };
  /** States that only the shell can say: `empty`, `loading` of a new process, `trainer-died`. */
  state: { readonly state: RunState };
  /** Paths of the files of the run that are no longer what it was made of. */
  'changed-sources': { readonly paths: readonly string[] };
  /** A menu item was chosen. */
  command: { readonly id: CommandId };
  language: { readonly language: Language };
};

/** The channel of a notice: a name of its own, so that a page can listen to notices and to nothing else. */
export function noticeChannel<Name extends keyof Notices>(name: Name): `notice:${Name}` {
  return `notice:${name}`;
}

/** What the preload gives the page as `window.batchpoint`. */
export type BatchpointApi = {
  readonly request: <Name extends keyof Requests>(
    name: Name,
    ...values: Parameters<Requests[Name]>
  ) => Promise<ReturnType<Requests[Name]>>;
  /** @returns a function that ends the subscription */
  readonly onNotice: <Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void) => () => void;
  /** Path of a dropped file. */
  readonly pathOf: (file: unknown) => string;
};

/**
 * A MessagePort can't pass the context bridge: the preload posts it to the page with `window.postMessage`, the data
 * being this string and the port the only entry of `event.ports`.
 */
export const trainerPortMessage = 'batchpoint:trainer-port';
