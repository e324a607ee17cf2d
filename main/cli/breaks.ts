import { shownValue } from '../contract/conditions/log-text';
import type { Breakpoint } from '../contract/debug/breakpoint';
import type { HitEvent } from '../contract/debug/watching';
import { textOf, type Language } from '../contract/text';
import type { TrainingEvent } from '../contract/training-event';
import type { TrainingSession } from '../training/session/session';
import { errorLines } from './error-lines';
import { StandWatch } from './stand-watch';

/** The conditions of a command line as breakpoints. */
export function breakpointsOf(conditions: readonly string[]): readonly Breakpoint[] {
  return conditions.map((condition, at) => ({
    id: String(at + 1),
    condition,
    isEnabled: true,
    when: 'before-commit',
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
  }));
}

/** Notes the first hit, and the moment at which the run stands there. */
export class HitWatch extends StandWatch {
  hit: HitEvent | undefined;

  constructor() {
    super('breakpoint');
  }

  override hear(event: TrainingEvent): void {
    if (event.type === 'hit') this.hit ??= event;
    super.hear(event);
  }
}

/** What is wrong with the conditions of a command line, each with its place; empty: nothing. */
export function problemsOf(session: TrainingSession, language: Language): readonly string[] {
  const { breakpoints, problems } = session.debugContext().breakpoints.state;
  return breakpoints.flatMap(({ id, condition }) =>
    (problems[id] ?? []).map(({ report, start, end }) =>
      [
        errorLines(report, language),
        '',
        `  ${condition}`,
        `  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`,
      ].join('\n'),
    ),
  );
}

/** Which condition held, and the values it looked at. */
export function hitLines({ step, condition, values }: HitEvent, language: Language): string {
  const words = textOf(language).breakpoints.cli;
  return [
    words.hit(String(step), condition),
    ...Object.entries(values).map(([name, value]) => words.value(name, shownValue(value))),
  ].join('\n');
}
