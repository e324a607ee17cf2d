import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TimeMachine } from '../../../../main/training/time-travel/time-machine';
import { snapshot, state } from './states';

const budget = { memory: 1e6, disk: 1e6 };

describe('a time machine', () => {
  let folder = '';
  let clock = 0;
  const open = (without: readonly string[] = []) =>
    new TimeMachine({ folder, budget, onTrouble: () => undefined, now: () => clock, without });
  /** Trains to a step, 10 ms a step, visiting the boundary before each. */
  const train = (machine: TimeMachine, to: number, loss = (step: number) => 1 / step, capture = snapshot) => {
    const target = to <= machine.head ? to : undefined;
    for (let step = machine.at; step < to; step += 1) {
      machine.visit(() => capture(step), false, target);
      clock += 10;
      machine.trained({ loss: loss(step + 1) });
    }
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-machine-'));
    clock = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps snapshots so that going back repeats about 200 ms of training', () => {
    const machine = open();
    train(machine, 80);
    expect(machine.use).toMatchObject({ count: 4, oldest: 0, memoryBudget: 1e6 });
    expect([80, 59, 39, 19].map((step) => machine.rewind(step).step)).toEqual([60, 40, 20, 0]);
  });

  it('keeps more of a way that it repeats, so that the next steps back are short', () => {
    const machine = open();
    const loss = (step: number) => 1 / step;
    const costly = (step: number) => {
      clock += 40;
      return snapshot(step);
    };
    train(machine, 60, loss, costly);
    expect(machine.rewind(58).step).toBe(0);
    train(machine, 59, loss, costly);
    expect([57, 47, 31, 15].map((step) => machine.rewind(step).step)).toEqual([48, 32, 16, 0]);
    expect(machine.use.count).toBe(4);
  });

  it('can return soon while a snapshot is near that the data still leads to', () => {
    let isReached = true;
    const reaches = (): boolean => isReached;
    const machine = new TimeMachine({
      folder,
      budget,
      onTrouble: () => undefined,
      now: () => clock,
      without: [],
      reaches,
    });
    expect(machine.canReturnSoon(clock)).toBe(false);
    machine.visit(() => snapshot(0), false);
    expect(machine.canReturnSoon(clock)).toBe(true);
    clock += 401;
    expect(machine.canReturnSoon(clock)).toBe(false);
    machine.visit(() => snapshot(0), true);
    expect(machine.canReturnSoon(clock)).toBe(true);
    isReached = false;
    expect(machine.canReturnSoon(clock)).toBe(false);
    const loop = open(['own loop']);
    loop.visit(() => snapshot(0), false);
    expect(loop.canReturnSoon(clock)).toBe(false);
  });

  it('goes back to a snapshot, and proves the repeated steps equal', () => {
    const machine = open();
    train(machine, 33);
    expect(machine.rewind(27)).toEqual(snapshot(20));
    train(machine, 27);
    expect(machine.at).toBe(27);
    expect(machine.head).toBe(33);
    expect(machine.exactness({ '': state(27) })).toEqual({ kind: 'exact', by: 'values' });
  });

  it('compares the state hash where the run has rested', () => {
    const machine = open();
    train(machine, 7);
    machine.visit(() => snapshot(7), true);
    train(machine, 12);
    machine.rewind(7);
    expect(machine.exactness({ '': state(7) })).toEqual({ kind: 'exact', by: 'hash' });
    expect(machine.exactness({ '': state(8) })).toMatchObject({ kind: 'differs', step: 7, key: 'state' });
  });

  it('names the first repeated step that differs', () => {
    const machine = open();
    train(machine, 20);
    machine.rewind(10);
    train(machine, 14, (step) => (step === 12 ? 0.5 : 1 / step));
    expect(machine.exactness({ '': state(14) })).toEqual({
      kind: 'differs',
      step: 12,
      key: 'loss',
      was: 1 / 12,
      is: 0.5,
    });
  });

  it('says what it cannot put back', () => {
    const machine = open(['MyCallback']);
    train(machine, 6);
    machine.rewind(5);
    expect(machine.exactness({ '': state(5) })).toEqual({ kind: 'partly', without: ['MyCallback'] });
  });

  it('parts from the old line when training goes on from the past, and finds the way back through it', () => {
    const machine = open();
    train(machine, 60);
    machine.rewind(22);
    train(machine, 22);
    expect(machine.part()).toEqual({ line: 2, from: { line: 1, step: 22 } });
    expect(machine.part()).toBeUndefined();
    train(machine, 30, () => 9);
    expect(machine.head).toBe(30);
    expect(machine.rewind(19)).toEqual(snapshot(0));
    expect(() => machine.rewind(45)).toThrow(RangeError);
  });
});
