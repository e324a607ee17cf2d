import type { EagerReason, StepMode } from '../step-mode';
import { textOf, type Language } from '.';

/** How a model computes, in words. @param model empty for an only model */
export function stepModeLine(mode: StepMode, model: string, language: Language): string {
  const { compiled, eager } = textOf(language).log.computes;
  const sentence = mode.kind === 'compiled' ? compiled : eager(reasonText(mode.reason, language));
  return ofModel(model, sentence, language);
}

/** That a model evaluates operation by operation, in words. @param model empty for an only model */
export function evaluationLine(reason: EagerReason, model: string, language: Language): string {
  return ofModel(model, textOf(language).log.computes.evaluation(reasonText(reason, language)), language);
}

/** Why a model computes operation by operation, as the rest of a sentence. */
export function reasonText(reason: EagerReason, language: Language): string {
  return textOf(language).log.computes.reasons[reason.code](detailOf(reason));
}

function ofModel(model: string, sentence: string, language: Language): string {
  return model === '' ? sentence : textOf(language).log.computes.ofModel(model, sentence);
}

function detailOf(reason: EagerReason): string {
  if ('operation' in reason) return reason.operation;
  if ('variable' in reason) return reason.variable;
  return 'message' in reason ? reason.message : '';
}
