import { existsSync, readFileSync, renameSync } from 'node:fs';
import { keepJson } from './files/atomic-file';
import { languages, type LanguageChoice } from './contract/text';

/** Where the window stood; sizes of its content in logical pixels. */
export type WindowBounds = {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly isMaximised: boolean;
};

/** What is remembered from one start of the app to the next. */
export type Settings = {
  readonly language: LanguageChoice;
  /** Experiment files, newest first. */
  readonly recent: readonly string[];
  readonly bounds?: WindowBounds;
};

const mostRecent = 8;
const initial: Settings = { language: 'system', recent: [] };

/** What the app remembers between starts. Nothing about it is ever fatal: what can't be read or kept is forgotten. */
export class SettingsFile {
  readonly #file: string;
  #settings: Settings;

  constructor(file: string) {
    this.#file = file;
    this.#settings = read(file);
  }

  get language(): LanguageChoice {
    return this.#settings.language;
  }

  get bounds(): WindowBounds | undefined {
    return this.#settings.bounds;
  }

  /** Files that were opened and are still there. */
  get recent(): readonly string[] {
    return this.#settings.recent.filter((file) => existsSync(file));
  }

  update(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
    keepJson(this.#file, this.#settings);
  }

  addRecent(file: string): void {
    const others = this.recent.filter((other) => other !== file);
    this.update({ recent: [file, ...others].slice(0, mostRecent) });
  }
}

function read(file: string): Settings {
  if (!existsSync(file)) return initial;
  try {
    return settingsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    moveAside(file);
    return initial;
  }
}

/** A file that can't be read is kept for its owner to look at. */
function moveAside(file: string): void {
  try {
    renameSync(file, `${file}.broken`);
  } catch (error) {
    console.error(error);
  }
}

/** What is usable of stored settings: a field that is not what it should be counts as never set. */
function settingsOf(stored: unknown): Settings {
  if (!isRecord(stored)) throw new TypeError('not an object');
  const { recent } = stored;
  const language = (['system', ...languages] as const).find((known) => known === stored.language);
  const bounds = boundsOf(stored.bounds);
  return {
    language: language ?? initial.language,
    recent: Array.isArray(recent) ? recent.filter((path) => typeof path === 'string').slice(0, mostRecent) : [],
    ...(bounds && { bounds }),
  };
}

function boundsOf(stored: unknown): WindowBounds | undefined {
  if (!isRecord(stored)) return undefined;
  const { width, height, x, y, isMaximised } = stored;
  if (!isPixels(width) || !isPixels(height) || width <= 0 || height <= 0) return undefined;
  return { width, height, ...(isPixels(x) && isPixels(y) && { x, y }), isMaximised: isMaximised === true };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPixels(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
