import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { captureProgram, relaySignals, runProgram } from '../../scripts/child.mjs';

it('passes one key press on once, though the terminal and npm both send it', () => {
  const events = new EventEmitter();
  let now = 1000;
  const sent: string[] = [];
  const stop = relaySignals(
    (signal) => sent.push(signal),
    events,
    () => now,
  );
  events.emit('SIGINT');
  now += 5;
  events.emit('SIGINT');
  expect(sent).toEqual(['SIGINT']);
  now += 1000;
  events.emit('SIGINT');
  events.emit('SIGTERM');
  expect(sent).toEqual(['SIGINT', 'SIGINT', 'SIGTERM']);
  stop();
  expect(events.listenerCount('SIGINT')).toBe(0);
});

it('keeps what a program says and its exit status', async () => {
  const { status, output } = await captureProgram(process.execPath, [
    '-e',
    "console.log('out'); console.error('err'); process.exit(3)",
  ]);
  expect(status).toBe(3);
  expect(output).toMatch(/out[\s\S]*err/);
});

it('passes on 130 from a program that handles Ctrl+C', async () => {
  const program = "process.on('SIGINT', () => process.exit(130)); setInterval(() => {}, 1000); console.log('ready')";
  const status = await runProgram(process.execPath, ['-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    onStart: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
  });
  expect(status).toBe(130);
});

it('gives a program that was killed the status of its signal', async () => {
  expect(await runProgram(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137);
});
