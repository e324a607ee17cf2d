import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, type BrowserWindow, type NativeImage } from 'electron';
import { CodedError, MisfitError, reasonOf, reportOf } from './contract/errors';
import type { PictureFormat, Requests, SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { askWhere, saveTo } from './save-file';

/** A window that has just been shown may have drawn nothing yet: it is pictured again, for two seconds. */
const mostCaptures = 40;
const captureWaitMs = 50;

/** Does something while the page is drawn: a hidden one draws nothing by itself. */
export type WhileDrawn = <Result>(action: () => Promise<Result>) => Promise<Result>;

/** Pictures on their way out: to a file that the person chooses or to a given path. */
export class Pictures {
  readonly #window: BrowserWindow;
  readonly #language: () => Language;
  readonly #whileDrawn: WhileDrawn;
  #folder: string | undefined;

  constructor(window: BrowserWindow, language: () => Language, whileDrawn: WhileDrawn) {
    this.#window = window;
    this.#language = language;
    this.#whileDrawn = whileDrawn;
  }

  /** Asks for a path and writes the picture there. */
  async save({ name, format, bytes }: Parameters<Requests['picture:save']>[0]): Promise<SaveResult> {
    const path = await this.#askPath(name, format);
    if (path === undefined) return { outcome: 'cancelled' };
    return saveTo(path, () => bytes);
  }

  /** Pictures the window as it is now, then asks where to put it: what happens meanwhile is not in it. */
  async saveWindow(name: string): Promise<SaveResult> {
    let bytes: Uint8Array;
    try {
      bytes = await this.#capture();
    } catch (error) {
      return { outcome: 'failed', error: reportOf(error) };
    }
    return this.save({ name, format: 'png', bytes });
  }

  /** Pictures the window into a file, without a question. */
  async saveWindowTo(path: string): Promise<SaveResult> {
    return saveTo(path, () => this.#capture());
  }

  async #capture(): Promise<Uint8Array> {
    try {
      for (let taken = 1; ; taken += 1) {
        const image = await this.#whileDrawn(() => this.#window.webContents.capturePage());
        if (!isBlank(image)) return image.toPNG();
        if (taken === mostCaptures) throw new MisfitError({ phrase: 'empty-picture' });
        await wait(captureWaitMs);
      }
    } catch (error) {
      throw new CodedError('capture-failed', { message: reasonOf(error) }, { cause: error });
    }
  }

  async #askPath(name: string, format: PictureFormat): Promise<string | undefined> {
    const text = textOf(this.#language()).shell.dialogs;
    const folder = this.#folder ?? app.getPath('pictures');
    const path = await askWhere(this.#window, { title: text.save, kind: text.kinds[format], folder, name, format });
    if (path !== undefined) this.#folder = dirname(path);
    return path;
  }
}

/** No picture, or one of a single colour. */
function isBlank(image: NativeImage): boolean {
  const { buffer, byteOffset, byteLength } = image.toBitmap();
  const pixels = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  return pixels.every((pixel) => pixel === pixels[0]);
}
