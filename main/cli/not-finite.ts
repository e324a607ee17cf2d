import { resolve } from 'node:path';
import type { Bisect, BisectAnswer } from '../contract/debug/bisect';
import { stepOf } from '../contract/run-state';
import { errorLine, textOf, type Language } from '../contract/text';
import type { TrainingSession } from '../training/session/session';
import { shellWord } from './shell-word';

function foundLines({ phase, layer, className, rows, batchRows }: Bisect, language: Language): readonly string[] {
  const { log, notFinite: words, shell, window } = textOf(language);
  const { fact } = window.problem;
  const list = rows.kind === 'some' ? rows.rows.map((row) => row + 1).join(', ') : '';
  const ofRows = {
    some: () => words.rowList(list, list.split(',').length, String(batchRows)),
    all: () => words.all,
    together: () => words.together,
    none: () => words.none,
  };
  return [
    `  ${fact(words.phase, shell.sentences([words.phases[phase] + log.end, words.origins[phase](layer, className)]))}`,
    `  ${fact(words.layer, layer)}`,
    `  ${fact(words.rows, ofRows[rows.kind]())}`,
  ];
}

/** Looks for where the NaN of a step begins that a run stands in, and keeps it. @returns the lines to print */
export async function tellNotFinite(session: TrainingSession, file: string, language: Language): Promise<string> {
  const { log, notFinite: words } = textOf(language);
  const { answer } = await import('../training/debug/answers');
  const found = (await answer(session.debugContext(), 'bisect', [])) as BisectAnswer | undefined;
  const title = words.title(String(stepOf(session.state) + 1)) + log.end;
  if (!found) return `${title}\n  ${words.finite}`;
  const kept =
    'folder' in found
      ? [`  ${words.saved} ${found.folder}`, `  ${words.cli.again(shellWord(file), shellWord(found.folder))}`]
      : [`  ${words.notSaved} ${errorLine(found.notSaved, language)}`];
  return [title, ...foundLines(found, language), ...kept].join('\n');
}

/** The seed that a kept step was computed with. @throws CodedError if there is none */
export async function seedOfCase(folder: string): Promise<number> {
  const { readCase } = await import('../training/debug/bisect/case-file');
  return (await readCase(resolve(folder))).seed;
}

/** Computes a kept step again. @returns whether it still holds NaN, and the lines to print */
export async function replayCase(
  session: TrainingSession,
  folder: string,
  language: Language,
): Promise<{ readonly isNotFinite: boolean; readonly lines: string }> {
  const { notFinite: words, shell } = textOf(language);
  const { answer } = await import('../training/debug/answers');
  const { is, was, isSame } = await answer(session.debugContext(), 'replayCase', [resolve(folder)]);
  const outcome = is ? (isSame ? words.cli.same : words.cli.differs) : words.finite;
  const title = shell.sentences([words.cli.replayed(String(was.step)), outcome]);
  if (!is) return { isNotFinite: false, lines: title };
  return { isNotFinite: true, lines: [title, ...foundLines(is, language)].join('\n') };
}
