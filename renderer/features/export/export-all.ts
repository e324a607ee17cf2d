import { reportOf } from '../../../main/contract/errors';
import type { ExportedFile, SaveResult } from '../../../main/contract/ipc';
import { runTable } from '../../chart-data/run-table';
import { saySaved } from '../../store/toasts';
import { figureOf, pictureBytes, runName, usualChoice, type Subject } from './picture';
import { runReport, type Reported } from './run-report';

const encoder = new TextEncoder();
/** Lines that are encoded at once: a run of millions is longer than a text may be. */
const linesAtOnce = 10_000;

/** Saves charts, values, edits and report of a run as they are now into a folder that the person chooses. */
export async function exportAll(subject: Subject, reported: Reported): Promise<void> {
  saySaved(await exported(subject, reported));
}

async function exported(subject: Subject, reported: Reported): Promise<SaveResult> {
  try {
    const figure = figureOf(subject, usualChoice); // before anything else is trained
    const { series, plan } = subject;
    const texts = {
      'values.csv': encodeLines(runTable(series, plan.series)),
      'edits.json': encoder.encode(`${JSON.stringify(reported.facts.edits, undefined, 1)}\n`),
      'report.md': encoder.encode(runReport(reported)),
    };
    const files: ExportedFile[] = [
      { name: 'charts.svg', bytes: await pictureBytes(figure, { ...usualChoice, format: 'svg' }) },
      { name: 'charts.png', bytes: await pictureBytes(figure, usualChoice) },
      ...Object.entries(texts).map(([name, bytes]) => ({ name: name as keyof typeof texts, bytes })),
    ];
    return await window.batchpoint.request('export:save', { name: `${runName(subject)}-${series.step}`, files });
  } catch (error) {
    return { outcome: 'failed', error: reportOf(error) };
  }
}

/** Lines of a text as UTF-8, each with its end. */
export function encodeLines(lines: Iterable<string>): Uint8Array {
  const parts: Uint8Array[] = [];
  let open: string[] = [];
  const close = () => {
    parts.push(encoder.encode(open.map((line) => `${line}\n`).join('')));
    open = [];
  };
  for (const line of lines) if (open.push(line) === linesAtOnce) close();
  close();
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
