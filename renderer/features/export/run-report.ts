import { textOf, type Language } from '../../../main/contract/text';
import type { AppInfo } from '../../../main/contract/ipc';
import { stepOf } from '../../../main/contract/run-state';
import { reasonText } from '../../../main/contract/text/step-mode-text';
import type { ModelSummary, RunPlan } from '../../../main/contract/training-event';
import { judgedName } from '../../chart-data/best-step';
import { editSentence } from '../../chart-data/edit-sentence';
import { logSentence } from '../../chart-data/log-sentence';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { runFactRows } from '../../chart-data/run-fact-rows';
import type { RunSeries } from '../../chart-data/run-series';
import type { RunFacts } from '../../store/run-facts';

/** What a report tells of. */
export type Reported = {
  readonly plan: RunPlan;
  readonly facts: RunFacts;
  readonly series: RunSeries;
  readonly info: AppInfo | undefined;
  readonly language: Language;
};

/** A run in words, as Markdown: what was trained and how, what came of it, what was changed by hand, and its log. */
export function runReport(reported: Reported): string {
  const { plan, facts, series, info, language } = reported;
  const text = textOf(language);
  const words = text.charts.exportAll;
  const versions = { Batchpoint: info?.version, ...info?.runtime, ...plan.versions, platform: info?.platform };
  const bullets = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([name, value]) => `- ${text.window.problem.fact(name, value)}`);
  const reasons = Object.values(facts.modes).flatMap((mode) =>
    mode.kind === 'eager' ? `- ${text.window.rail.why(reasonText(mode.reason, language))}` : [],
  );
  const known = Object.entries(versions).flatMap(([name, version]) => (version ? `${name} ${version}` : []));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [text.window.rail.run, [...bullets(runFactRows(plan, facts.modes, text.window.rail)), ...reasons]],
    [words.results, [...bestLines(series, language), ...valueLines(plan, series, language)]],
    [text.window.rail.model, plan.models.flatMap((model) => modelLines(model, language))],
    [
      words.edits,
      facts.edits.map((edit) => `- ${words.atStep(formatStep(edit.step), editSentence(edit, text, plan.classNames))}`),
    ],
    [words.files, words.fileLines.map((line) => `- ${line}`)],
    [text.window.log.label, ['```', ...facts.log.map((row) => logLine(row, language, plan.classNames)), '```']],
  ];
  const state = text.log.states[facts.state.status](formatStep(stepOf(facts.state)));
  return [
    `# ${plan.name}`,
    state,
    `${plan.file}  \n${known.join(', ')}`,
    ...sections.flatMap(([title, lines]) => (lines.length > 0 ? [`## ${title}`, lines.join('\n')] : [])),
    '',
  ].join('\n\n');
}

function bestLines({ best, ghosts }: RunSeries, language: Language): readonly string[] {
  const text = textOf(language);
  const { best: words, compared } = text.charts;
  return best.map(({ line, by, step, value }) => {
    const ofLine = ghosts.length > 0 ? `${compared.line(line)}${text.log.separator}` : '';
    const measured = `${formatValue(value)} ${words.at(formatStep(step))}`;
    return `- ${text.window.problem.fact(`${ofLine}${judgedName(by, text)}`, measured)}`;
  });
}

/** The newest value of each series, and what it averages. */
function valueLines(plan: RunPlan, series: RunSeries, language: Language): readonly string[] {
  const { charts, log, window } = textOf(language);
  const { lines, atStep } = charts;
  return plan.series.flatMap((key) =>
    (['batch', 'mean', 'validation'] as const).flatMap((form) => {
      const reading = series.reading(key, form);
      if (!reading) return [];
      const name = [key, lines[form], atStep(formatStep(reading.step))].join(log.separator);
      return `- ${window.problem.fact(name, formatValue(reading.value))}`;
    }),
  );
}

function modelLines({ name, layers, parameters }: ModelSummary, language: Language): readonly string[] {
  const { exportAll: words } = textOf(language).charts;
  const { totalParameters } = textOf(language).window.rail;
  return [
    ...(name ? [`### ${name}`, ''] : []),
    `| ${words.layerColumns.join(' | ')} |`,
    '|---|---|---|---:|',
    ...layers.map((layer) => {
      const shape = layer.outputShape.map((size) => size ?? '?').join('×');
      return `| ${layer.name} | ${layer.className} | ${shape} | ${layer.parameters} |`;
    }),
    `| ${totalParameters} | | | ${parameters} |`,
    '',
  ];
}

function logLine(
  { time, step, source, message }: RunFacts['log'][number],
  language: Language,
  classNames: RunPlan['classNames'],
): string {
  const { sources } = textOf(language).window.log;
  return [new Date(time).toISOString(), step, sources[source], logSentence(message, language, classNames)].join('  ');
}
