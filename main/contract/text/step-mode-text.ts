import type { StepMode } from '../step-mode';
import { textOf, type Language } from '.';

/** How a model computes, in words. @param model empty for an only model */
export function stepModeLine(mode: StepMode, model: string, language: Language): string {
  const { compiled, eager, reasons, ofModel } = textOf(language).log.computes;
  const sentence = mode.kind === 'compiled' ? compiled : eager(reasons[mode.reason.code](detailOf(mode.reason)));
  return model === '' ? sentence : ofModel(model, sentence);
}

function detailOf(reason: Extract<StepMode, { kind: 'eager' }>['reason']): string {
  if ('operation' in reason) return reason.operation;
  if ('variable' in reason) return reason.variable;
  return 'message' in reason ? reason.message : '';
}
