import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchBatches } from '../../../renderer/store/batch-watch';
import { createConnection } from '../../../renderer/store/connection';
import { createRunStore } from '../../../renderer/store/run-store';
import { batchEnd } from './events';
import { FakePort } from './fake-port';

const watchInterval = 2000;

describe('watchBatches', () => {
  let visible = true;
  let every = watchInterval;
  let stop = () => {};
  let port = new FakePort();
  let say: (...events: Parameters<ReturnType<typeof createRunStore>['apply']>[0]) => void = () => {};
  beforeEach(() => {
    vi.useFakeTimers();
    visible = true;
    every = watchInterval;
    const store = createRunStore();
    const connection = createConnection(store);
    port = new FakePort();
    connection.connect(port);
    port.hello('a', 0);
    port.sent.length = 0;
    stop = watchBatches(
      store,
      connection,
      () => visible,
      () => every,
    );
    say = (...events) => store.apply(events);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('looks at a running batch as often as it is told, and only if it is another one', () => {
    say(batchEnd(1), batchEnd(2));
    vi.advanceTimersByTime(watchInterval);
    expect(port.sent).toEqual([{ kind: 'ask', id: 1, name: 'batch', values: [] }]);
    vi.advanceTimersByTime(watchInterval * 3);
    expect(port.sent).toHaveLength(1);
    say(batchEnd(3));
    vi.advanceTimersByTime(watchInterval);
    expect(port.sent).toHaveLength(2);
    every = 3 * watchInterval;
    vi.advanceTimersByTime(watchInterval);
    say(batchEnd(4));
    vi.advanceTimersByTime(2 * watchInterval);
    expect(port.sent).toHaveLength(2);
    vi.advanceTimersByTime(watchInterval);
    expect(port.sent).toHaveLength(3);
  });

  it('looks the more seldom, the longer the trainer takes to answer', () => {
    say(batchEnd(1));
    vi.advanceTimersByTime(watchInterval);
    port.say({ kind: 'answer', id: 1, cost: { took: 200 }, error: { code: 'no-answer', values: {} } });
    say(batchEnd(2));
    vi.advanceTimersByTime(watchInterval);
    expect(port.sent).toHaveLength(2);
    say(batchEnd(3));
    vi.advanceTimersByTime(9900);
    expect(port.sent).toHaveLength(2);
    vi.advanceTimersByTime(200);
    expect(port.sent).toHaveLength(3);
  });

  it('looks at once when the run comes to rest', () => {
    const why = { kind: 'asked' } as const;
    say(batchEnd(1), { type: 'state', state: { status: 'paused', step: 1, at: 'between-batches', why } });
    expect(port.sent).toEqual([{ kind: 'ask', id: 1, name: 'batch', values: [] }]);
  });

  it('looks at nothing while the window is hidden', () => {
    visible = false;
    say(batchEnd(1));
    vi.advanceTimersByTime(watchInterval * 2);
    expect(port.sent).toEqual([]);
  });
});
