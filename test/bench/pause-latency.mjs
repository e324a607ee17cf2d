/**
 * Runs in the page before its own scripts: notes when batches, pauses and clicks happen.
 * @returns {void}
 */
function tapRun() {
  const tap = { batches: [], pausedAt: 0, clickedAt: 0 };
  window.benchTap = tap;
  document.addEventListener('click', () => (tap.clickedAt = performance.now()), true);
  window.addEventListener('message', ({ ports: [port] }) => {
    port?.addEventListener('message', ({ data }) => {
      if (data.kind !== 'events') return;
      for (const event of data.events) {
        if (event.type === 'batch-end') tap.batches.push(event.ms);
        if (event.type === 'state' && event.state.status === 'paused') tap.pausedAt = performance.now();
      }
    });
  });
}

/** From the page's next load on, its run can be timed. */
export async function watchRun(page) {
  await page.addInitScript(tapRun);
  await page.reload();
}

export const untilBatch = (page, count) =>
  page.waitForFunction((wanted) => window.benchTap?.batches.length >= wanted, count, { timeout: 180_000 });

/**
 * Milliseconds from a click on Pause until the window knows that the run is parked, less the batch in flight.
 * @param {import('playwright-core').Page} page
 */
export async function pauseLatency(page, times) {
  const button = (name) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
  const latencies = [];
  for (let i = 0; i < times; i++) {
    await page.evaluate(() => (window.benchTap.pausedAt = 0));
    await button('Pause').click();
    await page.waitForFunction(() => window.benchTap.pausedAt > 0, undefined, { timeout: 60_000 });
    latencies.push(
      await page.evaluate(({ benchTap: tap } = window) => tap.pausedAt - tap.clickedAt - tap.batches.at(-1)),
    );
    const done = await page.evaluate(() => window.benchTap.batches.length);
    await button('Run').click();
    await untilBatch(page, done + 5);
  }
  return Math.max(...latencies);
}
