import { stepOf } from '../../main/contract/run-state';
import { errorLine, textOf } from '../../main/contract/text';
import type { Language } from '../../main/contract/text';
import { evaluationLine, stepModeLine } from '../../main/contract/text/step-mode-text';
import type { RunState } from '../../main/contract/run-state';
import type { Catalogue } from '../../main/contract/text/catalogue';
import type { Logs, LogMessage } from '../../main/contract/training-event';
import { editSentence } from './edit-sentence';
import { notFiniteCause } from './not-finite-cause';
import { formatCondition, formatStep, formatValue } from './number-format';

/**
 * A log message in words.
 * @param classNames what classes are called, where that is known
 */
export function logSentence(message: LogMessage, language: Language, classNames?: readonly string[]): string {
  const words = textOf(language).log;
  switch (message.code) {
    case 'loaded':
      return words.loaded(message.values.name, formatStep(message.values.parameters));
    case 'epoch-ended': {
      const { epoch, logs, early } = message.values;
      const [number, values] = [formatStep(epoch + 1), logsText(logs, words)];
      return early === undefined ? words.epochEnded(number, values) : words.epochCut(number, formatStep(early), values);
    }
    case 'validated':
      return words.validated(logsText(message.values.logs, words));
    case 'state': {
      const { state } = message.values;
      if (state.status === 'moving') return words.going(formatStep(state.step), formatStep(state.target));
      if (state.status === 'paused') return pausedSentence(state, language);
      const isPausing = state.status === 'running' && state.pauseRequested;
      return words.states[isPausing ? 'pausing' : state.status](formatStep(stepOf(state)));
    }
    case 'branched':
      return words.branched(formatStep(message.values.line), formatStep(message.values.step));
    case 'edited':
      return `${editSentence(message.values, textOf(language), classNames)}${words.end}`;
    case 'discarded': {
      const { epoch, batch } = message.values;
      const number = formatStep(batch + 1);
      return epoch === undefined ? words.discardedCall(number) : words.discarded(formatStep(epoch + 1), number);
    }
    case 'computes':
      return stepModeLine(message.values.mode, message.values.model, language);
    case 'evaluates':
      return evaluationLine(message.values.reason, message.values.model, language);
    case 'hit': {
      const { condition, values, isBefore } = message.values;
      const { banner, log } = textOf(language).breakpoints;
      const parts = Object.entries(values).map(([name, value]) => banner.values(name, formatCondition(value)));
      return (isBefore ? log.hitBefore : log.hit)(condition, parts.join(banner.separator));
    }
    case 'log-point':
      return message.values.text;
    case 'warning':
      return errorLine(message.values.error, language);
    case 'printed':
      return message.values.text;
  }
}

/** Values by their names: `loss 0.471, accuracy 0.9`. */
export function logsText(logs: Logs, words: Catalogue['log']): string {
  const values = Object.entries(logs).map(([name, value]) => words.value(name, formatValue(value)));
  return values.join(words.separator);
}

/** Where a run stands, and how far it is the state that was there before. */
function pausedSentence(state: Extract<RunState, { status: 'paused' }>, language: Language): string {
  const { log: words, notFinite } = textOf(language);
  const step = formatStep(state.step);
  const { why } = state;
  if (state.at === 'before-commit') {
    const next = formatStep(state.step + 1);
    return why.kind === 'not-finite'
      ? words.notFinite(notFinite.title(next), notFiniteCause(why, notFinite))
      : words.inside(next);
  }
  if (why.kind === 'moved') return words.moved(step, why.exactness.kind);
  const { ahead = 0 } = state;
  return ahead === 0 ? words.states.paused(step) : words.pausedAhead(step, ahead);
}
