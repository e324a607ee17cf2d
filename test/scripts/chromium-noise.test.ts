import { expect, it } from 'vitest';
import { isChromiumNoise, noiseFilter } from '../../scripts/chromium-noise.mjs';

it.each([
  '[14957:1125/211743.571693:ERROR:bus.cc(407)] Failed to connect to the bus: Could not parse server address',
  '[1:1125/211743.1:ERROR:viz_main_impl.cc(183)] Exiting GPU process due to errors during initialization',
  '[1:1125/211743.1:ERROR:command_buffer_proxy_impl.cc(127)] ContextResult::kTransientFailure',
  '(electron:12): dconf-WARNING **: 21:17:43.1: failed to commit changes to dconf',
])('holds back %s', (line) => {
  expect(isChromiumNoise(line)).toBe(true);
});

it.each([
  'Error: the experiment has no default export',
  '[1:1125/211743.1:ERROR:env.cc(258)] The platform failed to initialize.  Exiting.',
  '[1:1125/211743.1:FATAL:electron_main_delegate.cc(294)] Running as root without --no-sandbox is not supported.',
  'terminate called after throwing an instance of std::bad_alloc',
])('lets through %s', (line) => {
  expect(isChromiumNoise(line)).toBe(false);
});

it('filters by line, however the pieces come', () => {
  let written = '';
  const filter = noiseFilter((text: string) => (written += text));
  filter.push('first\n[1:1125/2.1:ERROR:bus.cc(4');
  filter.push('07)] Failed to connect\nstep 1\rstep 2\rla');
  filter.push('st');
  filter.end();
  expect(written).toBe('first\nstep 1\rstep 2\rlast');
});
