import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { formatValue } from '../../renderer/chart-data/number-format';
import { temporaryFolder, withApp, type Running } from './app';
import { keyboard, listen, mouse, type Hand, type Heard } from './hands';
import { readPng } from './png';
import { saveTo } from './save-dialog';
import { ask, batchEnds, tapped } from './trainer-tap';

type Session = Running & { readonly hand: Hand };

/** What each hand does in a way of its own. */
type Way = {
  readonly handOf: (page: Page) => Hand;
  /** Goes to a step of the past along the timeline, about step 20 of 25. */
  readonly alongTimeline: (session: Session) => Promise<void>;
  /** Puts the cursor of the charts on a step behind 16. */
  readonly moveCursor: (session: Session) => Promise<void>;
  /** What may not have been used. */
  readonly notUsed: (heard: Heard) => void;
};

const breakAt = 25;
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const banner = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const eventsOf = async (page: Page, type: string) => (await tapped(page)).events.filter((event) => event.type === type);

/** The hash with which going back is proved. */
const stateOf = (page: Page) => ask(page, 'stateHash');

/** Norms of all weights and of all that the optimizer keeps beside its settings. */
async function normsOf(page: Page): Promise<string> {
  const layers = (await ask(page, 'layers'))?.layers ?? [];
  const optimizers = await ask(page, 'optimizer');
  return JSON.stringify([
    layers.map(({ name, weightNorm }) => [name, weightNorm]),
    optimizers.map(({ iterations, variables }) => [iterations, variables]),
  ]);
}

async function stepN({ page, hand, button }: Session, count: number): Promise<void> {
  await hand.write(page.getByLabel('Number of batches for Step N'), String(count));
  await hand.press(button('stepN'));
}

/** Opens the example, and stands before the update of step 25; nothing of it is written. */
async function breaks(session: Session): Promise<void> {
  const { page, hand, button, says } = session;
  await hand.press(page.getByRole('button', { name: /^Digits/ }));
  await says(/Ready/);
  await stepN(session, breakAt - 1);
  await says(/Paused\s*at step 24$/);
  const before = await stateOf(page);
  await hand.give('newBreakpoint', page.getByRole('button', { name: 'New breakpoint…' }));
  const editor = page.getByRole('dialog', { name: 'New breakpoint' });
  await hand.write(editor.getByRole('combobox').first(), `step == ${breakAt} && loss > 0`);
  await hand.press(editor.getByRole('button', { name: 'Save' }));
  await editor.waitFor({ state: 'detached' });
  await hand.give('run', button('run'));
  await says(/Paused before step 25 is written/);
  expect(await eventsOf(page, 'hit')).toMatchObject([{ step: breakAt }]);
  expect(await batchEnds(page)).toHaveLength(breakAt - 1);
  expect(await stateOf(page)).toBe(before);
}

/** The rows of the batch, a layer, and the phases of the step. */
async function inspects({ page, hand }: Session): Promise<void> {
  await hand.give('showBatch', tab(page, 'Batch'));
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const rows = inspector.getByRole('list', { name: 'Rows of the batch' }).getByRole('button');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(32);
  await hand.press(rows.first());
  const losses = await rows.evaluateAll((all) =>
    all.map((row) => Number(/loss ([\d.]+)/.exec(row.getAttribute('aria-label') ?? '')?.[1])),
  );
  expect(losses).toEqual([...losses].sort((a, b) => b - a));
  await inspector.getByRole('region', { name: /^Row \d+/ }).waitFor();

  await hand.give('showLayers', tab(page, 'Layers'));
  await hand.press(inspector.getByRole('button', { name: 'conv2d', exact: true }));
  await inspector.getByRole('region', { name: 'conv2d' }).waitFor();
  await hand.give('showStep', tab(page, 'Step'));
  await inspector.getByText('Nothing is written yet', { exact: false }).waitFor();
  await inspector.getByRole('rowheader', { name: 'dense/kernel' }).waitFor();
}

/** Writes step 25, and goes back before it: the same state, said and proved. */
async function goesBack(session: Session, { alongTimeline }: Way): Promise<void> {
  const { page, hand, button, says } = session;
  const before = await stateOf(page);
  await hand.press(banner(page, 'Breakpoint hit').getByRole('button', { name: 'Commit' }));
  await says(/at step 25$/);
  expect(await stateOf(page)).not.toBe(before);
  await hand.give('stepBack', button('stepBack'));
  await says(/at step 24 of 25/);
  await banner(page, 'In the past').getByText('exact', { exact: true }).waitFor();
  expect(await stateOf(page)).toBe(before);
  await alongTimeline(session);
  await says(/at step (19|20|21) of 25/);
  await banner(page, 'In the past').getByText('exact', { exact: true }).waitFor();
  await hand.give('goTo', page.getByRole('button', { name: 'Go to step…' }));
  const dialog = page.getByRole('dialog', { name: 'Go to step' });
  await hand.write(dialog.getByLabel('Step'), '15');
  await hand.press(dialog.getByRole('button', { name: 'Go', exact: true }));
  await says(/at step 15 of 25/);
  await banner(page, 'In the past').getByText('exact', { exact: true }).waitFor();
}

/** Another learning rate from step 16 on: recorded, listed, and nothing else is touched. */
async function edits({ page, hand }: Session): Promise<void> {
  const before = await normsOf(page);
  await hand.give('showOptimizer', tab(page, 'Optimizer'));
  const field = page.getByLabel('Change learning rate');
  await hand.write(field, '0.02');
  await hand.leave(page.getByRole('heading', { name: 'Hyperparameters' }));
  await page.getByText('learning rate 0.003 → 0.02 from step 16 on').first().waitFor();
  expect(await eventsOf(page, 'edit')).toMatchObject([
    { step: 15, edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.02 } },
  ]);
  await page.locator('.chart-edits').getByText('learning rate 0.003 → 0.02').waitFor();
  expect(await normsOf(page)).toBe(before);
  await hand.give('showEdits', tab(page, 'Edits'));
  await page.getByRole('list', { name: 'Edits so far' }).getByText('learning rate 0.003 → 0.02').waitFor();
}

/** Step 16 without some of its rows: compared, dropped, compared again, and kept. */
async function asksWhatIf({ page, hand, button, says }: Session): Promise<void> {
  const before = await stateOf(page);
  await hand.give('stepInto', button('stepInto'));
  await says(/in step 16, batch/);
  await hand.give('showWhatIf', tab(page, 'What if'));
  await hand.write(page.getByLabel('Without rows, Variant 1'), '1-8');
  const results = page.getByRole('table', { name: 'Loss and norms' });
  await hand.press(page.getByRole('button', { name: 'Compare' }));
  const counts = results.getByRole('row', { name: /^Rows/ }).getByRole('cell');
  await expect.poll(() => counts.allInnerTexts()).toEqual(['32', '24', '32']);
  await hand.press(page.getByRole('button', { name: 'Keep none' }));
  await results.waitFor({ state: 'detached' });
  expect(await stateOf(page)).toBe(before);
  await hand.press(page.getByRole('button', { name: 'Compare' }));
  await hand.press(page.getByRole('button', { name: 'Keep variant 1' }));
  await says(/at step 16$/);
  expect((await eventsOf(page, 'edit')).at(-1)).toMatchObject({ edit: { kind: 'variant' } });
  expect(await stateOf(page)).not.toBe(before);
}

/** Goes on, past the breakpoint: a new line, the earlier one behind it. */
async function branches(session: Session): Promise<void> {
  const { page, hand, says } = session;
  await stepN(session, 20);
  await says(/Paused before step 25 is written/);
  await hand.press(banner(page, 'Breakpoint hit').getByRole('button', { name: 'Commit' }));
  await says(/Paused\s*at step 25$/);
  expect(await eventsOf(page, 'line')).toMatchObject([{ start: { line: 2, from: { line: 1, step: 15 } } }]);
  const drawn = page.locator('.chart-ghosts path').evaluateAll((all) => all.filter((path) => path.getAttribute('d')));
  expect((await drawn).length).toBeGreaterThanOrEqual(2);
  const trained = await batchEnds(page);
  expect(trained.map(({ step }) => step)).toEqual([
    ...Array.from({ length: breakAt }, (_, at) => at + 1),
    ...Array.from({ length: breakAt - 15 }, (_, at) => at + 16),
  ]);
}

/** The losses of a step on both lines, as the window shows them: those that the trainer told. */
async function compares(session: Session, { moveCursor }: Way): Promise<void> {
  const { page } = session;
  await moveCursor(session);
  const group = page.getByRole('group', { name: 'Lines compared' });
  const stepIn = (text: string) => Number(/Step (\d+)/.exec(text)?.[1]);
  let shown = '';
  const look = async () => stepIn((shown = await group.innerText()));
  await expect.poll(look).toSatisfy((step: number) => step > 16 && step < breakAt);
  const step = stepIn(shown);
  const [first, second] = (await batchEnds(page)).filter((end) => end.step === step).map(({ own }) => own['loss']!);
  expect(shown.replace(/\s+/g, ' ')).toBe(
    `Step ${step}, batch loss line 2 ${formatValue(second!)} line 1 ${formatValue(first!)}`,
  );
}

/** A picture of the charts, as large as the window said. */
async function exports({ app, page, hand }: Session, path: string): Promise<void> {
  await saveTo(app, path);
  await hand.give('saveChart', page.getByRole('button', { name: 'Save chart…' }));
  const dialog = page.getByRole('dialog', { name: 'Export figure' });
  const button = dialog.getByRole('button', { name: 'Export', exact: true });
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  await hand.choose(dialog.getByRole('radio', { name: 'PNG' }));
  await hand.choose(dialog.getByRole('radio', { name: '2×' }));
  await hand.press(button);
  await dialog.getByText(`Saved: ${path}`).waitFor();
  await hand.press(dialog.getByRole('button', { name: 'Close', exact: true }));
  await dialog.waitFor({ state: 'detached' });
  const { width, height, colours } = readPng(path);
  expect(width).toBe(1920);
  expect(height).toBeGreaterThan(400);
  expect(colours).toBeGreaterThan(50);
}

async function plays(way: Way): Promise<void> {
  await temporaryFolder((folder) =>
    withApp({}, async (running) => {
      const session: Session = { ...running, hand: way.handOf(running.page) };
      const heard = await listen(running.page);
      await breaks(session);
      await inspects(session);
      await goesBack(session, way);
      await edits(session);
      await asksWhatIf(session);
      await branches(session);
      await compares(session, way);
      await exports(session, join(folder, 'charts.png'));
      way.notUsed(await heard());
    }),
  );
}

const timeline = (page: Page) => page.getByRole('slider', { name: 'Timeline' });

it('plays a whole session by mouse', async () => {
  await plays({
    handOf: mouse,
    async alongTimeline({ page }) {
      const { x, y, width } = (await timeline(page).boundingBox())!;
      await page.mouse.click(x + 56 + (width - 70) * (20 / 450), y + 20);
    },
    async moveCursor({ page }) {
      const plot = page.locator('.chart-plot .recharts-cartesian-grid').first();
      const { x, y, width, height } = (await plot.boundingBox())!;
      await page.mouse.move(x + width * (20 / 26), y + height / 2);
    },
    notUsed: ({ keys }) => expect(keys).toEqual([]),
  });
});

it('plays a whole session by the keyboard alone', async () => {
  const reach = async (page: Page, target: ReturnType<Page['locator']>) => {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    while (!(await isThere())) await page.keyboard.press('Tab');
  };
  await plays({
    handOf: keyboard,
    async alongTimeline({ page }) {
      await reach(page, timeline(page));
      for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    },
    async moveCursor({ page }) {
      await reach(page, page.getByRole('group', { name: 'Charts', exact: true }));
      for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    },
    notUsed: ({ presses }) => expect(presses).toBe(0),
  });
});
