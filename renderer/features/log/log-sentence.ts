import { stepOf } from '../../../main/contract/run-state';
import { errorLine, textOf } from '../../../main/contract/text';
import type { Language } from '../../../main/contract/text';
import type { LogMessage } from '../../../main/contract/training-event';
import { formatStep, formatValue } from '../../chart-data/number-format';

/** A log message in words. */
export function logSentence(message: LogMessage, language: Language): string {
  const words = textOf(language).log;
  switch (message.code) {
    case 'loaded':
      return words.loaded(message.values.name, formatStep(message.values.parameters));
    case 'epoch-ended': {
      const { epoch, logs } = message.values;
      const values = Object.entries(logs).map(([name, value]) => words.value(name, formatValue(value)));
      return words.epochEnded(formatStep(epoch + 1), values.join(words.separator));
    }
    case 'state': {
      const { state } = message.values;
      const isPausing = state.status === 'running' && state.pauseRequested;
      return words.states[isPausing ? 'pausing' : state.status](formatStep(stepOf(state)));
    }
    case 'warning':
      return errorLine(message.values.error, language);
    case 'printed':
      return message.values.text;
  }
}
