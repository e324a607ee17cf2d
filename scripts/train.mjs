import { buildOrExplain } from './build.mjs';
import { runNode } from './child.mjs';
import { at } from './paths.mjs';
import { absoluteIfFile, folderOfPerson } from './start.mjs';

/**
 * The commands without a window, in this Node: `train` and `types`. They run in the folder that the person typed in, where
 * the files and folders lie that are named.
 * @param {'train' | 'types'} command
 * @param {string[]} args
 */
export async function runCommandLine(command, args) {
  const failed = await buildOrExplain();
  if (failed) return failed;
  return runNode([at('out', 'main', 'cli.js'), command, ...args.map((arg, i) => absoluteIfFile(arg, i, args))], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    cwd: folderOfPerson(),
  });
}
