import { expect, test, vi } from 'vitest';
import { experimentText } from '../experiment/experiment-folder';
import { FakeEngine } from './fake-session';
import { FakePort, setUp } from './trainer-fixture';

test('an error that nobody could catch makes a run stand, with its place; it may go on', async () => {
  const text = `export const timer = () => {\n  throw new Error('late');\n};\n${experimentText()}`;
  const { trainer, engine, file } = await setUp(text);
  await trainer.load();
  const port = new FakePort();
  trainer.attach(port);
  port.say({ kind: 'catch-up', from: 0 });
  const error = new Error('late');
  error.stack = `Error: late\n    at timer (${file}:2:9)\n    at listOnTimeout (node:internal/timers:581:17)`;
  const report = {
    code: 'user-code',
    values: { where: 'event loop', message: 'late' },
    place: { file, line: 2, column: 9 },
  };
  trainer.uncaught(error); // before it runs there is nothing to hold
  expect(engine.calls).toEqual([]);
  engine.emit({ type: 'state', state: { status: 'running', step: 3, pauseRequested: false } });
  trainer.uncaught(error);
  expect(engine.calls).toEqual(['pause']);
  expect(engine.paused).toMatchObject({ kind: 'uncaught', error: report });
  await vi.waitFor(() =>
    expect(port.events.at(-1)).toMatchObject({
      type: 'log',
      source: 'experiment',
      level: 'error',
      message: { code: 'warning', values: { error: report } },
    }),
  );
});

test('an error that nobody could catch fails a file that is being loaded, whatever comes of it later', async () => {
  const engine = new FakeEngine();
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  const { trainer, states } = await setUp(experimentText(), { engine: () => slow.then(engine.load) });
  const loaded = trainer.load();
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ stage: 'tensorflow' }));
  trainer.uncaught('no');
  goOn();
  await loaded;
  expect(states.at(-1)).toMatchObject({
    status: 'failed',
    step: 0,
    error: { code: 'user-code', values: { message: 'no' } },
  });
  expect(engine.calls).toEqual(['dispose']);
});

test('an error that nobody could catch does not keep a run from being taken up again', async () => {
  const resume = { folder: '/kept', after: { runs: ['run-0'], step: 5 } };
  const { trainer, states } = await setUp(undefined, { start: { resume, keepFolder: '/kept' } });
  const loaded = trainer.load();
  trainer.uncaught(new Error('as before'));
  await loaded;
  expect(states.at(-1)).toMatchObject({ status: 'ready' });
});
