import { beforeEach, describe, expect, it } from 'vitest';
import { createConnection } from '../../../renderer/store/connection';
import { createRunStore } from '../../../renderer/store/run-store';
import { batchEnd, plan } from './events';
import { FakePort } from './fake-port';

function connected() {
  const store = createRunStore();
  const connection = createConnection(store);
  const port = new FakePort();
  connection.connect(port);
  return { store, connection, port };
}

describe('a window that connects to a trainer', () => {
  let { store, connection, port } = connected();
  beforeEach(() => {
    ({ store, connection, port } = connected());
    port.hello('a', 3);
  });
  const losses = () => {
    const lines = store.series.lines('loss')?.batch;
    return Array.from({ length: lines?.length ?? 0 }, (_, i) => lines?.valueAt(i));
  };

  it('tells of a hit while the store holds the run up to it, and of none from before it came', () => {
    const seen: (readonly [step: number, drawn: number])[] = [];
    store = createRunStore();
    port = new FakePort();
    createConnection(store, undefined, undefined, ({ step }) => seen.push([step, losses().length])).connect(port);
    const hit = (step: number) =>
      ({
        type: 'hit',
        step,
        id: '1',
        condition: 'loss > 0',
        values: {},
        isBefore: false,
        count: step,
        actions: ['picture'],
      }) as const;
    port.hello('a', 3);
    port.say({ kind: 'events', from: 0, events: [{ type: 'plan', plan }, batchEnd(1), hit(1)] });
    expect(seen).toEqual([]);
    port.say({ kind: 'events', from: 3, events: [batchEnd(2), hit(2), batchEnd(3), batchEnd(4), hit(4), batchEnd(5)] });
    expect(seen).toEqual([
      [2, 2],
      [4, 4],
    ]);
    expect(losses()).toHaveLength(5);
    // A window that missed nothing hears of nothing twice.
    port.say({ kind: 'events', from: 3, events: [batchEnd(2), hit(2)] });
    expect(seen).toHaveLength(2);
  });

  it('gives each question its own answer, in whatever order they come', async () => {
    const first = connection.ask('batch');
    const second = connection.ask('batch');
    const id = (at: number) => (port.sent.at(at) as { readonly id: number }).id;
    port.say({ kind: 'answer', id: id(-1), result: 'second' });
    port.say({ kind: 'answer', id: id(-2), error: { code: 'illegal-command', values: { command: 'a', status: 'b' } } });
    expect(await second).toBe('second');
    await expect(first).rejects.toMatchObject({ code: 'illegal-command', values: { command: 'a' } });
  });

  it('answers what nobody is left to answer with an error', async () => {
    const asked = connection.ask('batch');
    connection.disconnect();
    await expect(asked).rejects.toMatchObject({ code: 'no-answer' });
    await expect(connection.ask('batch')).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('says how often it wants news, and again when that changes', () => {
    let ms = 250;
    const paced = createConnection(createRunStore(), () => ms);
    const other = new FakePort();
    paced.connect(other);
    other.hello('a', 0);
    expect(other.sent).toEqual([
      { kind: 'catch-up', from: 0 },
      { kind: 'pace', ms: 250 },
    ]);
    ms = 1000;
    paced.tellPace();
    expect(other.sent.at(-1)).toEqual({ kind: 'pace', ms: 1000 });
  });

  it('rings behind each command that it sends, so that it is there by then', () => {
    const sentBefore: number[] = [];
    const other = new FakePort();
    const ringing = createConnection(createRunStore(), undefined, () => sentBefore.push(other.sent.length));
    ringing.connect(other);
    other.hello('a', 0);
    expect(sentBefore).toEqual([]);
    for (const kind of ['pause', 'run'] as const) ringing.send({ kind });
    expect(sentBefore).toEqual([2, 3]);
  });

  it('asks for the whole history of a run that it does not know', () => {
    expect(port.sent).toEqual([{ kind: 'catch-up', from: 0 }]);
  });

  it('applies events in order and remembers how far it has read', () => {
    port.say({ kind: 'events', from: 0, events: [{ type: 'plan', plan }, batchEnd(1), batchEnd(2)] });
    expect(store.facts.getState().plan?.name).toBe('digits');
    expect(store.facts.getState().last?.step).toBe(2);
    expect(store.series.step).toBe(2);
    port.hello('a', 9);
    expect(port.sent.at(-1)).toEqual({ kind: 'catch-up', from: 3 });
  });

  it('takes nothing twice when a catch-up overlaps what it has', () => {
    port.say({ kind: 'events', from: 0, events: [batchEnd(1), batchEnd(2)] });
    port.say({ kind: 'events', from: 1, events: [batchEnd(2), batchEnd(3)] });
    expect(losses()).toHaveLength(3);
    expect(store.facts.getState().recent.map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  it('asks once for what a gap has left out, and applies nothing until it is there', () => {
    port.say({ kind: 'events', from: 0, events: [batchEnd(1)] });
    port.say({ kind: 'events', from: 2, events: [batchEnd(3)] });
    port.say({ kind: 'events', from: 3, events: [batchEnd(4)] });
    expect(store.series.step).toBe(1);
    expect(port.sent.slice(1)).toEqual([{ kind: 'catch-up', from: 1 }]);
    port.say({ kind: 'events', from: 1, events: [batchEnd(2), batchEnd(3), batchEnd(4)] });
    expect(store.series.step).toBe(4);
  });

  it('forgets the run before when another one begins', () => {
    port.say({ kind: 'events', from: 0, events: [{ type: 'plan', plan }, batchEnd(1)] });
    const next = new FakePort();
    connection.connect(next);
    next.hello('b', 0);
    expect(next.sent).toEqual([{ kind: 'catch-up', from: 0 }]);
    expect(store.facts.getState().plan).toBeUndefined();
    expect(store.series.lines('loss')).toBeUndefined();
  });

  it('keeps the run before when another process goes on with it, up to there', () => {
    const resumed = { type: 'resumed', step: 2, epoch: 0, edits: [] } as const;
    port.say({ kind: 'events', from: 0, events: [{ type: 'plan', plan }, batchEnd(1), batchEnd(2), batchEnd(3)] });
    connection.connect((port = new FakePort()));
    port.hello('c', 2, ['a', 'b']);
    expect(port.sent.at(-1)).toEqual({ kind: 'catch-up', from: 0 });
    expect(losses()).toHaveLength(3);
    port.say({ kind: 'events', from: 0, events: [{ type: 'plan', plan }, resumed] });
    expect(losses()).toEqual([1, 1 / 2]);
    expect(store.facts.getState().last?.step).toBe(2);
    port.say({ kind: 'events', from: 2, events: [batchEnd(3)] });
    expect(losses()).toEqual([1, 1 / 2, 1 / 3]);
    connection.connect((port = new FakePort()));
    port.hello('d', 0, ['x']);
    expect(losses()).toHaveLength(0);
  });

  it('hears once what other processes have told of the run, in a window that has not heard it', () => {
    const told = [
      { type: 'past', events: 2 },
      { type: 'past', events: 0 },
      batchEnd(1),
      { type: 'resumed', step: 1, epoch: 0, edits: [] },
      batchEnd(2),
    ] as const;
    port.say({ kind: 'events', from: 0, events: [batchEnd(1)] });
    connection.connect((port = new FakePort()));
    port.hello('x', 0, ['b', 'a']);
    port.say({ kind: 'events', from: 0, events: told.slice(0, 2) });
    port.say({ kind: 'events', from: 2, events: told.slice(2) });
    expect(losses()).toEqual([1, 1 / 2]);
    connection.forget();
    connection.connect((port = new FakePort()));
    port.hello('x', 0, ['b', 'a']);
    port.say({ kind: 'events', from: 0, events: told });
    expect(losses()).toEqual([1, 1 / 2]);
  });

  it('hears nothing more of a port that was replaced', () => {
    const next = new FakePort();
    connection.connect(next);
    next.hello('b', 0);
    port.say({ kind: 'events', from: 0, events: [batchEnd(5)] });
    expect(port.isClosed).toBe(true);
    expect(store.series.step).toBe(0);
  });

  it('keeps NaN and infinite losses as they are', () => {
    port.say({ kind: 'events', from: 0, events: [batchEnd(1, NaN), batchEnd(2, Infinity)] });
    const [first, second] = store.facts.getState().recent;
    expect(first?.own['loss']).toBeNaN();
    expect(second?.own['loss']).toBe(Infinity);
  });

  it('keeps what it has heard when the trainer is gone', () => {
    port.say({ kind: 'events', from: 0, events: [batchEnd(1)] });
    connection.disconnect();
    connection.send({ kind: 'run' });
    expect(port.sent).toHaveLength(1);
    expect(store.facts.getState().last?.step).toBe(1);
  });

  it('changes the facts once for an array of events', () => {
    let changes = 0;
    store.facts.subscribe(() => changes++);
    port.say({ kind: 'events', from: 0, events: [batchEnd(1), batchEnd(2), batchEnd(3)] });
    expect(changes).toBe(1);
  });

  it('does not speak with a trainer of another version', () => {
    const other = new FakePort();
    connection.connect(other);
    other.onmessage?.({ data: { kind: 'hello', version: 2 as 1, run: 'c', capabilities: [], events: 4 } });
    expect(other.sent).toEqual([]);
  });
});
