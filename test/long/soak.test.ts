import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { example, withApp, type Running } from '../e2e/app';
import { stepsDone, tapped } from '../e2e/trainer-tap';

const warmUp = 200;
const soak = 2_000;

/** Trains exactly so many batches and says how many tensors the training process holds then. */
async function tensorsAfter({ page, button }: Running, count: number): Promise<number> {
  const target = (await stepsDone(page)) + count;
  await page.getByRole('textbox', { name: textOf('en').window.stepCount }).fill(String(count));
  await button('stepN').click();
  await page.waitForFunction(
    (step) =>
      window.tapped?.events.some(
        (event) => event.type === 'state' && event.state.status === 'paused' && event.state.step === step,
      ),
    target,
    { timeout: 600_000 },
  );
  // The status follows the state.
  await new Promise((done) => setTimeout(done, 1000));
  expect(await stepsDone(page)).toBe(target);
  return (await tapped(page)).status?.tensors ?? 0;
}

describe('a long run', () => {
  it.each([
    { mode: 'generator', name: 'digits', args: ['--epochs', '1000'] },
    { mode: 'batches', name: 'two-moons', args: [] },
    { mode: 'loop', name: 'gan', args: [] },
  ])(`holds no more tensors after ${soak} steps than before ($mode: $name)`, async ({ mode, name, args }) => {
    await withApp({ args: [example(name), ...args] }, async (running) => {
      await running.says(/Ready/);
      const plan = (await tapped(running.page)).events.find((event) => event.type === 'plan')?.plan;
      expect(plan?.mode).toBe(mode);
      const before = await tensorsAfter(running, warmUp);
      expect(before).toBeGreaterThan(0);
      expect(await tensorsAfter(running, soak)).toBe(before);
    });
  });
});
