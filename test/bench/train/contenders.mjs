import { join } from 'node:path';
import { bundleBench } from '../bundle.mjs';
import { Worker } from './worker.mjs';

const here = import.meta.dirname;
const casesFile = join(here, 'cases.json');

/**
 * @typedef {object} Contender
 * @property {string} name as `--only` takes it
 * @property {string} title
 * @property {string} [column] in the JSON; those without stand in the terminal only
 * @property {string} worker key of the process that does it
 * @property {string} mode
 */

const modes = ['compiled', 'eager'];

const fit = (setting) => ({ worker: `keras ${setting}`, mode: 'fit' });

/** Who can take part, given the Pythons there are. */
export function contendersOf({ keras, torch }, { comparesOneDnn }) {
  const ours = (mode, oneDnn) => ({ worker: `batchpoint ${mode} ${oneDnn}`, mode });
  return [
    ...modes.map((mode) => ({ name: mode, title: mode, column: `${mode}Ms`, ...ours(mode, 'product') })),
    ...(comparesOneDnn
      ? modes.flatMap((mode) =>
          ['on', 'off'].map((oneDnn) => ({
            name: `${mode}-${oneDnn}`,
            title: `${mode}, oneDNN ${oneDnn}`,
            ...ours(mode, oneDnn),
          })),
        )
      : []),
    { name: 'tfjs', title: 'plain tfjs', column: 'tfjsMs', worker: 'tfjs', mode: '' },
    ...(keras
      ? [
          { name: 'keras-fit', title: 'Keras fit', column: 'kerasFitMs', ...fit('default') },
          { name: 'keras-onednn', title: 'fit, oneDNN on', column: 'kerasFitOneDnnMs', ...fit('on') },
          ...(comparesOneDnn ? [{ name: 'keras-off', title: 'fit, oneDNN off', ...fit('off') }] : []),
          {
            name: 'keras-batch',
            title: 'train_on_batch',
            column: 'kerasTrainOnBatchMs',
            worker: 'keras default',
            mode: 'batch',
          },
        ]
      : []),
    ...(torch ? [{ name: 'torch', title: 'PyTorch', column: 'torchMs', worker: 'torch', mode: '' }] : []),
  ];
}

/** What is set around us must not decide how a library computes that is measured with its default settings. */
function cleanEnvironment() {
  const decides = /^(TF_(?!CPP)|OMP_|KMP_|MKL_|DNNL_|ONEDNN_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !decides.test(name)));
}

/**
 * Starts the processes that these contenders need.
 * @returns {Promise<Map<string, Worker>>} by their keys
 */
export async function startWorkers(contenders, { keras, torch }, threads) {
  const env = { ...cleanEnvironment(), TF_CPP_MIN_LOG_LEVEL: '2' };
  const count = String(threads);
  const started = new Map();
  const keys = [...new Set(contenders.map(({ worker }) => worker))];
  // Each once, and before anybody reads it.
  const programs = new Map();
  for (const [kind, name] of Object.entries({ batchpoint: 'train/batchpoint', tfjs: 'train/plain-tfjs' })) {
    if (keys.some((key) => key.startsWith(kind))) programs.set(kind, await bundleBench(name));
  }
  for (const key of keys) {
    const [kind, , setting] = key.split(' ');
    if (kind === 'batchpoint') {
      started.set(key, new Worker(process.execPath, [programs.get(kind), casesFile, count, setting], env));
    } else if (kind === 'tfjs') {
      const own = { ...env, TF_NUM_INTRAOP_THREADS: count };
      started.set(key, new Worker(process.execPath, [programs.get(kind), casesFile], own));
    } else if (kind === 'keras') {
      const [, oneDnn] = key.split(' ');
      const own = { ...env, ...(oneDnn !== 'default' && { TF_ENABLE_ONEDNN_OPTS: oneDnn === 'on' ? '1' : '0' }) };
      started.set(key, new Worker(keras, [join(here, 'keras_contender.py'), casesFile, count], own));
    } else {
      started.set(key, new Worker(torch, [join(here, 'torch_contender.py'), casesFile, count], env));
    }
  }
  try {
    await Promise.all([...started.values()].map((worker) => worker.ready()));
  } catch (error) {
    for (const worker of started.values()) worker.close();
    throw error;
  }
  return started;
}
