import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keyframes } from '../../../../main/training/time-travel/keyframes';
import { sizeOf } from '../../../../main/training/time-travel/snapshot';
import { snapshot } from './states';

const size = 1000;
/** Of the last: larger numbers take a byte more. */
const one = sizeOf(snapshot(300, 300, size));

describe('keyframes', () => {
  let folder = '';
  let troubles: unknown[] = [];
  const keyframes = (memory: number, disk: number, place = folder) =>
    new Keyframes({
      folder: place,
      budget: { memory: memory * one, disk: disk * one },
      onTrouble: (error) => troubles.push(error),
    });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-keyframes-'));
    troubles = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives the newest snapshot at or before a step, from memory and from disk alike', () => {
    const frames = keyframes(2, 100);
    for (let step = 0; step <= 100; step += 10) frames.add(1, snapshot(step, step, size));
    // Of nine that left memory, the first and one of eight.
    expect(readdirSync(folder)).toHaveLength(2);
    expect(frames.before(1, 85)).toEqual(snapshot(70, 70, size));
    expect(frames.before(1, 69)).toEqual(snapshot(0, 0, size));
    expect(frames.before(1, 100)).toEqual(snapshot(100, 100, size));
    expect(frames.before(1, -1)).toBeUndefined();
    expect(frames.before(2, 40)).toBeUndefined();
    frames.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('obeys its budgets and thins what is old most, keeping the first', () => {
    const frames = keyframes(3, 6);
    for (let step = 0; step <= 300; step += 1) {
      frames.add(1, snapshot(step, step, size));
      expect(frames.memoryBytes).toBeLessThanOrEqual(3 * one);
      expect(frames.diskBytes).toBeLessThanOrEqual(6 * one);
    }
    const steps = frames.stepsOf(1);
    expect(steps[0]).toBe(0);
    expect(steps.slice(-3)).toEqual([298, 299, 300]);
    const gaps = steps.slice(1).map((step, at) => step - steps[at]!);
    expect(gaps[0]).toBeGreaterThan(gaps.at(-4)!);
    expect(readdirSync(folder)).toHaveLength(steps.length - 3);
    frames.dispose();
  });

  it('keeps a line apart from the one that it has parted from', () => {
    const frames = keyframes(10, 10);
    for (const step of [0, 5, 10]) frames.add(1, snapshot(step));
    frames.add(2, snapshot(7, 70));
    expect(frames.stepsOf(1)).toEqual([0, 5, 10]);
    expect(frames.before(2, 100)).toEqual(snapshot(7, 70));
  });

  it('goes on in memory when files cannot be written, and says so once', () => {
    const frames = keyframes(3, 6, join(folder, 'missing'));
    for (let step = 0; step < 40; step += 1) frames.add(1, snapshot(step, step, size));
    expect(troubles).toHaveLength(1);
    expect(frames.memoryBytes).toBeLessThanOrEqual(3 * one);
    expect(frames.before(1, 39)?.step).toBe(39);
    expect(frames.before(1, 0)?.step).toBe(0);
  });
});
