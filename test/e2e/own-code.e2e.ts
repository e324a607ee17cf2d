import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { temporaryFolder, withApp } from './app';
import { stepsDone } from './trainer-tap';

/** An experiment whose timer throws while it is trained. */
const throwing = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'throwing',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  async *train() {
    for (let batch = 0; ; batch += 1) {
      if (batch === 5) {
        setTimeout(() => {
          throw new Error('nobody answers');
        }, 1);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield [[[1]], [[2]]];
    }
  },
  stepsPerEpoch: 30,
});
`;

describe('an error that nobody could catch', () => {
  it('pauses the run, is shown with its line, and the run goes on', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'throwing.ts');
      writeFileSync(file, throwing);
      await withApp({ args: [file, '--trust', '--run'] }, async ({ page, says }) => {
        await says(/Paused/);
        const alert = page.getByRole('alert').filter({ hasText: 'nobody answers' });
        await alert.getByText('throwing.ts, line 11', { exact: false }).waitFor();
        await page.keyboard.press('F5');
        await says(/Finished/);
        expect(await stepsDone(page)).toBe(30);
      });
    });
  });
});

describe('a file whose code does not come to its end', () => {
  it('says what it is waited for', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'waiting.ts');
      writeFileSync(file, 'await new Promise(() => {});\nexport default {};\n');
      await withApp({ args: [file, '--trust'] }, async ({ page }) => {
        await page.getByText(textOf('en').window.loading.stages.code).waitFor();
        await page.getByRole('status').filter({ hasText: 'An await at its top level' }).waitFor();
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('heading', { name: 'Examples' }).waitFor();
      });
    });
  });
});
