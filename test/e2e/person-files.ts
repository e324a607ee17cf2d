import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a person's experiment folder. */
export function writeFiles(folder: string, files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** A small experiment as a person writes it; `rows` lies in a file of its own. */
export const lineExperiment = {
  'line.ts': `import { defineExperiment, tf } from 'batchpoint';
import { rows } from './rows';

export default defineExperiment({
  name: 'line',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train() {
    for (;;) yield [rows, rows];
  },
  stepsPerEpoch: 5,
  epochs: 2,
});
`,
  'rows.ts': 'export const rows = [[1], [2], [3]];\n',
};

const withModel = (body: string) => `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'broken',
  model: () => {
    ${body}
  },
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train() {
    for (;;) yield [[[1]], [[1]]];
  },
  stepsPerEpoch: 5,
});
`;

/** Files with one mistake each. */
export const brokenFiles = {
  'syntax.ts':
    "import { defineExperiment } from 'batchpoint';\n\nconst half = { x: 1,, y: 2 };\nexport default defineExperiment(half);\n",
  'no-export.ts': "import { defineExperiment } from 'batchpoint';\n\nexport const experiment = defineExperiment;\n",
  'wrong-field.ts': withModel('return tf.sequential();').replace('stepsPerEpoch: 5', "stepsPerEpoch: 'five'"),
  'throws.ts': withModel("throw new Error('no such layer');"),
};
