import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainData } from '../experiment';
import { decodeSnapshot, encodeSnapshot, sizeOf, type Snapshot } from './snapshot';

export type Budget = {
  /** Bytes. */
  readonly memory: number;
  /** Bytes. */
  readonly disk: number;
};

/** At most so many are kept, however small: finding one stays cheap. */
const mostFrames = 600;
/** One of so many that leave memory goes to a file: far back they may lie apart, and it saves the disk. */
const filedOneOf = 8;

type Frame = {
  readonly line: number;
  readonly step: number;
  readonly size: number;
  readonly position: PlainData;
} & ({ readonly snapshot: Snapshot } | { readonly file: string });

export type KeyframeParts = {
  /** Exists; files in it are the keyframes'. */
  readonly folder: string;
  readonly budget: Budget;
  /** Hears once that files can't be written: a full disk. Snapshots are then kept in memory only. */
  readonly onTrouble: (error: unknown) => void;
  /** Whether the data still has a way back to a position. Default: always. */
  readonly reaches?: (position: PlainData) => boolean;
};

/**
 * Snapshots by line and step within a budget: the newest in memory, some of the older ones in files. When both are full,
 * those are dropped that are missed least: far back, they may lie far apart. The first of a line is never dropped.
 */
export class Keyframes {
  readonly #parts: KeyframeParts;
  #hasTrouble = false;
  /** How many have been moved out of memory. */
  #left = 0;
  /** In the order in which they were taken. */
  #frames: Frame[] = [];

  constructor(parts: KeyframeParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#frames.length;
  }

  get memoryBytes(): number {
    return this.#sum((frame) => 'snapshot' in frame);
  }

  get diskBytes(): number {
    return this.#sum((frame) => 'file' in frame);
  }

  /** Steps of a line that can be gone back to at once, in order. */
  stepsOf(line: number): readonly number[] {
    return this.#within(line).map(({ step }) => step);
  }

  has(line: number, step: number): boolean {
    return this.#frames.some((frame) => frame.line === line && frame.step === step);
  }

  /** Keeps a snapshot in place of an older one of its step. */
  add(line: number, snapshot: Snapshot): void {
    const { step } = snapshot;
    this.#drop((frame) => frame.line === line && frame.step === step);
    this.#frames.push({ line, step, size: sizeOf(snapshot), position: snapshot.position, snapshot });
    this.#settle();
  }

  /** Forgets snapshots whose files are gone. */
  forgetLost(): void {
    this.#frames = this.#frames.filter((frame) => !('file' in frame) || existsSync(frame.file));
  }

  /** The newest snapshot of a line at or before a step. @throws an error of the file system */
  before(line: number, step: number): Snapshot | undefined {
    const frame = this.#within(line)
      .filter((each) => each.step <= step)
      .at(-1);
    if (!frame) return undefined;
    return 'snapshot' in frame ? frame.snapshot : decodeSnapshot(readFileSync(frame.file));
  }

  dispose(): void {
    this.#drop(() => true);
  }

  #line(line: number): Frame[] {
    return this.#frames.filter((frame) => frame.line === line).sort((a, b) => a.step - b.step);
  }

  #within(line: number): Frame[] {
    const { reaches } = this.#parts;
    return this.#line(line).filter(({ position }) => reaches?.(position) ?? true);
  }

  #sum(which: (frame: Frame) => boolean): number {
    return this.#frames.reduce((sum, frame) => sum + (which(frame) ? frame.size : 0), 0);
  }

  #drop(which: (frame: Frame) => boolean): void {
    for (const frame of this.#frames) if (which(frame) && 'file' in frame) rmSync(frame.file, { force: true });
    this.#frames = this.#frames.filter((frame) => !which(frame));
  }

  #settle(): void {
    const { budget } = this.#parts;
    while (!this.#hasTrouble && this.memoryBytes > budget.memory) {
      const oldest = this.#frames.findIndex((frame) => 'snapshot' in frame);
      // The newest stays within reach, however large it is.
      if (oldest < 0 || oldest === this.#frames.length - 1) break;
      this.#leaveMemory(oldest);
    }
    const all = (): boolean => true;
    this.#thin(all, () => this.#frames.length > mostFrames);
    this.#thin(
      (frame) => 'file' in frame,
      () => this.diskBytes > budget.disk,
    );
    if (this.#hasTrouble) this.#thin(all, () => this.memoryBytes > budget.memory);
  }

  #leaveMemory(at: number): void {
    const frame = this.#frames[at]!;
    const isFirst = this.#line(frame.line)[0] === frame;
    this.#left += 1;
    if (isFirst || this.#left % filedOneOf === 0) this.#moveToDisk(at);
    else this.#frames.splice(at, 1);
  }

  #moveToDisk(at: number): void {
    const frame = this.#frames[at]!;
    if (!('snapshot' in frame)) return;
    const { line, step, position } = frame;
    const file = join(this.#parts.folder, `line-${line}-step-${step}.snapshot`);
    const bytes = encodeSnapshot(frame.snapshot);
    try {
      writeFileSync(file, bytes);
      this.#frames[at] = { line, step, position, size: bytes.byteLength, file };
    } catch (error) {
      rmSync(file, { force: true });
      this.#hasTrouble = true;
      this.#parts.onTrouble(error);
    }
  }

  #thin(isThinned: (frame: Frame) => boolean, isTooMuch: () => boolean): void {
    while (isTooMuch()) {
      const victim = this.#leastMissed(isThinned);
      if (!victim) return;
      this.#drop((frame) => frame === victim);
    }
  }

  /** The one whose neighbours would lie closest together without it, for its age. */
  #leastMissed(isThinned: (frame: Frame) => boolean): Frame | undefined {
    let best: { readonly frame: Frame; readonly cost: number } | undefined;
    for (const line of new Set(this.#frames.map((frame) => frame.line))) {
      const frames = this.#line(line);
      const newest = frames.at(-1)!.step;
      for (let at = 1; at < frames.length - 1; at += 1) {
        const frame = frames[at]!;
        if (!isThinned(frame)) continue;
        const cost = (frames[at + 1]!.step - frames[at - 1]!.step) / (newest - frame.step + 1);
        if (!best || cost < best.cost) best = { frame, cost };
      }
    }
    return best?.frame;
  }
}
