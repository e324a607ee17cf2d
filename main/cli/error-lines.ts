import type { ErrorReport, Place } from '../contract/errors';
import { errorText, textOf, type Language } from '../contract/text';

/** An error for a terminal: what is wrong, what was expected and got, what to do, and the place with the lines around. */
export function errorLines(report: ErrorReport, language: Language): string {
  const { cli, shell } = textOf(language);
  const { headline, expected, got, next } = errorText(report, language);
  return [
    cli.error(headline),
    ...(expected === undefined ? [] : [`  ${shell.errorParts.expected(expected)}`]),
    ...(got === undefined ? [] : [`  ${shell.errorParts.got(got)}`]),
    `  ${next}`,
    ...(report.place ? placeLines(report.place) : []),
  ].join('\n');
}

function placeLines({ file, line, column, excerpt }: Place): readonly string[] {
  const lines = excerpt?.lines ?? [];
  const first = excerpt?.firstLine ?? line;
  const width = String(first + lines.length - 1).length;
  const numbered = lines.flatMap((text, index) => {
    const number = first + index;
    const row = `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${text}`;
    return number === line ? [row, `  ${' '.repeat(width)} | ${' '.repeat(column - 1)}^`] : [row];
  });
  return ['', `${file}:${line}:${column}`, ...numbered];
}
