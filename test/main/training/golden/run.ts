import { basename } from 'node:path';
import { goldenFiles, isOtherJson, readGolden } from './read';
import { replayGolden } from './replay';

/** Replays all cases of a folder, a line for each; the last line is `N passed, N failed`. */
async function run(folder: string): Promise<number> {
  const all = goldenFiles(folder);
  const files = all.filter((file) => !isOtherJson(file));
  for (const file of all.filter((each) => !files.includes(each))) console.log(`- ${basename(file)} is no case`);
  let failed = 0;
  for (const file of files) {
    const { largest, problems } = await tryReplay(file);
    if (problems.length > 0) failed += 1;
    const name = basename(file, '.json');
    console.log(`${problems.length > 0 ? '✗' : '✓'} ${name}: largest deviation ${largest.toExponential(2)}`);
    for (const problem of problems.slice(0, 5)) console.log(`    ${problem}`);
    if (problems.length > 5) console.log(`    and ${problems.length - 5} more`);
  }
  if (files.length === 0) console.log(`no cases (*.json) in ${folder}`);
  console.log(`${files.length - failed} passed, ${failed} failed`);
  return files.length > 0 && failed === 0 ? 0 : 1;
}

/** Once as a graph and once operation by operation. A file that can't be read as a case has failed. */
async function tryReplay(file: string): Promise<{ readonly largest: number; readonly problems: readonly string[] }> {
  try {
    const golden = readGolden(file);
    const [compiled, eager] = [await replayGolden(golden, false), await replayGolden(golden, true)];
    const ofEager = eager.problems.map((problem) => `operation by operation: ${problem}`);
    return { largest: Math.max(compiled.largest, eager.largest), problems: [...compiled.problems, ...ofEager] };
  } catch (error) {
    return { largest: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: golden-run <folder of cases>');
try {
  process.exitCode = await run(folder);
} catch (error) {
  console.log(`can't read ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  console.log('0 passed, 0 failed');
  process.exitCode = 1;
}
