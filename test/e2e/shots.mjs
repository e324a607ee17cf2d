// Pictures of the window in each of its states, both themes and both languages, at 1280x720: out/shots/. Those that
// the documents show go to docs/pictures/.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { chooseLanguage } from './choose-language.mjs';

const root = resolve(import.meta.dirname, '../..');
const shots = join(root, 'out/shots');
const pictures = join(root, 'docs/pictures');
const size = { width: 1280, height: 720 };
const example = (name) => join(root, 'examples', `${name}.ts`);

const brokenFile = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'broken',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3 })] }),
  compile: { optimizer: 'adam', loss: 'meanSquaredError' },
  *train() {
    for (;;) yield [[[1, 2, 3, 4]], [[1, 0, 0]]];
  },
  stepsPerEpoch: 'twenty',
});
`;

const shortFile = `import { defineExperiment, tf } from 'batchpoint';

let taken = 0;

export default defineExperiment({
  name: 'short',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] },
  *train() {
    for (let batch = 0; batch < 32; batch += 1) yield [[[batch % 7]], [[2 * (batch % 7) + 1]]];
  },
  *validation() {
    for (;;) yield [[[3]], [[7]]];
  },
  validationSteps: 1,
  validationFreq: 4,
  stepsPerEpoch: 10,
  epochs: 5,
});
`;

/** The same with data that end for good, and no validation before. */
const endedFile = shortFile
  .replace('batch < 32;', 'batch < 32 && taken++ < 32;')
  .replace('validationFreq: 4', 'validationFreq: 5');

/** Throws where nobody waits for it. */
const throwingFile = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'throwing',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] },
  async *train() {
    for (let batch = 0; ; batch += 1) {
      if (batch === 25) {
        setTimeout(() => {
          throw new Error('The connection to the store of pictures was closed before the answer to the last request of this batch had come');
        }, 1);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
      yield [[[batch % 7]], [[2 * (batch % 7) + 1]]];
    }
  },
  stepsPerEpoch: 40,
});
`;

/** Two classes of a softmax of one unit. */
const oneUnitFile = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'one unit',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, activation: 'softmax' })] }),
  compile: { optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] },
  *train({ random }) {
    for (let batch = 0; ; batch += 1) {
      const rows = random.normal([32, 2], \`x \${batch}\`).arraySync() as number[][];
      yield [rows, rows.map(([x, y]) => [x! > y! ? 1 : 0])];
    }
  },
  stepsPerEpoch: 20,
  epochs: 5,
});
`;

const says = (page, words) => page.getByRole('status').filter({ hasText: words }).first().waitFor({ timeout: 120_000 });
const untilStep = (page, step) =>
  page.waitForFunction((wanted) => {
    const shown = document.querySelector('.status-step b')?.textContent ?? '';
    return Number(shown.replaceAll(',', '')) >= wanted;
  }, step);

/** Opens an experiment that is not known yet, and trusts it. */
async function open(page, file, content) {
  writeFileSync(file, content);
  await page.evaluate((path) => window.batchpoint.request('experiment:open', path), file);
  await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click();
}

async function pauseAt(page, step) {
  await untilStep(page, step);
  await page.keyboard.press('F6');
  await says(page, /Paused/);
}

async function killTrainer(app) {
  const pid = await app.evaluate((electron) => {
    const processes = electron.app.getAppMetrics();
    return processes.find(({ type, serviceName }) => type === 'Utility' && /node/i.test(serviceName ?? ''))?.pid;
  });
  process.kill(pid, 'SIGKILL');
}

const longRun = [example('digits'), '--run', '--epochs', '200'];

/** Stands long enough to be kept, goes on, and dies some steps later. */
async function die(page, app) {
  await pauseAt(page, 120);
  await page.waitForTimeout(1500);
  await page.keyboard.press('F5');
  await untilStep(page, 260);
  await killTrainer(app);
  await says(page, /died/);
}

/** An app that is killed while its run stands, and leaves it on disk. */
const killed = {
  args: longRun,
  reach: async (page) => {
    await pauseAt(page, 120);
    await page.waitForTimeout(1500);
  },
};

/** A newer state of the run that an app has left, which can't be read. */
function leaveDamaged(userData) {
  const parent = join(userData, 'kept-runs');
  const [older] = readdirSync(parent);
  cpSync(join(parent, older), join(parent, 'newer'), { recursive: true });
  writeFileSync(join(parent, 'newer/follows'), older);
  writeFileSync(join(parent, 'newer/training.json'), '{');
}

const isOffered = (page) => page.getByRole('button', { name: /^Go on with/ }).waitFor();

/** Each state: what to open, and how to get there; `before` that, an app that is killed, and what is done behind it. */
const states = {
  empty: { args: [], reach: (page) => page.getByRole('button', { name: /^Digits/ }).waitFor() },
  running: { args: [example('mnist'), '--run'], reach: (page) => untilStep(page, 600) },
  paused: { args: [example('mnist'), '--run'], reach: (page) => pauseAt(page, 120) },
  'step-tab': {
    args: longRun,
    reach: async (page) => {
      await pauseAt(page, 300);
      await page.keyboard.press('Control+1');
      await page.waitForTimeout(500);
    },
  },
  'custom-loop': { args: [example('gan'), '--run'], reach: (page) => pauseAt(page, 150) },
  alerts: {
    args: [example('digits')],
    reach: async (page) => {
      await says(page, /Ready/);
      await page.getByRole('tab', { name: 'Alerts' }).click();
      await page.keyboard.press('Shift+F9');
      await page.keyboard.type('loss > median(loss, 10) * 1.4');
      await page.keyboard.press('Enter');
      for (let hit = 0; hit < 3; hit += 1) {
        await page.keyboard.press('F5');
        await says(page, /Paused before/);
      }
      await page.getByRole('listbox').focus();
      await page.keyboard.press('ArrowDown');
    },
  },
  'what-if': {
    args: [example('two-moons'), '--run'],
    reach: async (page) => {
      await pauseAt(page, 120);
      await page.getByRole('tab', { name: 'What if' }).click();
      await page.getByLabel('Learning rate, Variant 1').fill('fast');
      await page.getByLabel('Loss, Variant 1').selectOption('huber');
      await page.getByLabel('Without rows, Variant 2').fill('0');
    },
  },
  edited: {
    args: [example('digits')],
    reach: async (page) => {
      await says(page, /Ready/);
      await page.getByRole('tab', { name: 'Optimizer' }).click();
      for (const rate of ['0.004', '0.002']) {
        await page.getByRole('button', { name: 'Step N', exact: true }).click();
        await says(page, /Paused/);
        const field = page.getByLabel('Change learning rate');
        await field.fill(rate);
        await field.press('Enter');
        await page.locator('.chart-edits').getByText(`→ ${rate}`).waitFor();
        await page.getByRole('button', { name: 'Step N', exact: true }).click();
        await says(page, /Paused/);
      }
    },
  },
  preflight: {
    args: [],
    async reach(page, app, folder) {
      await open(page, join(folder, 'one-unit.ts'), oneUnitFile);
      await says(page, /Ready/);
      await page.getByRole('button', { name: 'Pre-flight' }).click();
      await page.getByText('left out').first().waitFor();
    },
  },
  'out-of-data': {
    args: [],
    async reach(page, app, folder) {
      await open(page, join(folder, 'short.ts'), shortFile);
      await says(page, /Ready/);
      await page.keyboard.press('F5');
      await says(page, /Out of data/);
    },
  },
  // With all that its banner may say.
  'out-of-data-again': {
    args: [],
    async reach(page, app, folder) {
      await open(page, join(folder, 'short.ts'), endedFile);
      await says(page, /Ready/);
      await page.keyboard.press('F5');
      await says(page, /Out of data/);
      await page.getByRole('button', { name: 'Extend' }).click();
      await says(page, /Out of data/);
      await page.getByRole('button', { name: 'Validate' }).click();
      await page.getByText('val_loss').first().waitFor();
    },
  },
  uncaught: {
    args: [],
    async reach(page, app, folder) {
      await open(page, join(folder, 'throwing.ts'), throwingFile);
      await says(page, /Ready/);
      await page.keyboard.press('F5');
      await says(page, /Paused/);
    },
  },
  finished: { args: [example('digits'), '--run'], reach: (page) => says(page, /Finished/) },
  died: { args: longRun, reach: (page, app) => die(page, app) },
  'died-unsaved': {
    args: longRun,
    reach: async (page, app) => {
      await untilStep(page, 120);
      await killTrainer(app);
      await says(page, /died/);
    },
  },
  resumed: {
    args: longRun,
    reach: async (page, app) => {
      await die(page, app);
      await page.getByRole('button', { name: /^Resume from step/ }).click();
      await says(page, /Running|Preparing/);
      await page.keyboard.press('F6');
      await says(page, /Paused/);
    },
  },
  left: { before: killed, args: [], reach: isOffered },
  'left-older': { before: { ...killed, behind: leaveDamaged }, args: [], reach: isOffered },
  broken: {
    args: [],
    async reach(page, app, folder) {
      await open(page, join(folder, 'iris-wide.ts'), brokenFile);
      await says(page, /Not loaded|Failed/);
    },
  },
};

/** What README and the other documents show. */
const documented = {
  'paused-dark-en': 'paused-dark.png',
  'paused-dark-zh-CN': 'paused-dark.zh-CN.png',
  'custom-loop-light-en': 'custom-loop-light.png',
  'custom-loop-light-zh-CN': 'custom-loop-light.zh-CN.png',
};

async function picture(app, file) {
  const base64 = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage();
    return image.toPNG().toString('base64');
  });
  writeFileSync(file, Buffer.from(base64, 'base64'));
}

async function shoot(name, app, page) {
  for (const theme of ['light', 'dark']) {
    for (const language of ['en', 'zh-CN']) {
      await app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme);
      await chooseLanguage(app, page, language);
      await page.waitForTimeout(400); // fades and the next redraw of a running chart
      const title = `${name}-${theme}-${language}`;
      await picture(app, join(shots, `${title}.png`));
      if (documented[title]) copyFileSync(join(shots, `${title}.png`), join(pictures, documented[title]));
    }
  }
}

async function launch({ args, reach }, folder) {
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: process.env.BATCHPOINT_ELECTRON_EXE,
    args: [root, '--lang=en-US', ...args],
    cwd: root,
    chromiumSandbox: !isRoot,
    colorScheme: null, // the window's own theme, not one that the driver puts over it
    env: { ...process.env, BATCHPOINT_USER_DATA: join(folder, 'user-data'), LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0].setContentSize(width, height);
    }, size);
    await reach(page, app, folder);
    return { app, page };
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

async function launchAndKill(state, folder) {
  const { app } = await launch(state, folder);
  const gone = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await gone;
  state.behind?.(join(folder, 'user-data'));
}

async function reachAndShoot(name, { before, ...state }) {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-shots-'));
  try {
    if (before) await launchAndKill(before, folder);
    const { app, page } = await launch(state, folder);
    try {
      await shoot(name, app, page);
    } finally {
      await app.close().catch(() => undefined);
    }
    console.log(`${name}: ${shots}/${name}-*.png`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2).filter((name) => name in states);
for (const folder of [shots, pictures]) mkdirSync(folder, { recursive: true });
for (const [name, state] of Object.entries(states)) {
  if (wanted.length === 0 || wanted.includes(name)) await reachAndShoot(name, state);
}
