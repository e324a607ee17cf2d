import { useMemo, useState } from 'react';
import { type Language, errorLine, textOf } from '../../../main/contract/text';
import type { RunPlan } from '../../../main/contract/training-event';
import type { ChartView } from '../../chart-data/chart-view';
import type { FigureModel } from '../../chart-data/figure';
import type { RunSeries } from '../../chart-data/run-series';
import { type PictureChoice, copyFigure, figureOf, pictureBytes, pictureName, usualChoice } from './picture';

/** How the last attempt ended, in words. */
export type ExportResult = { readonly isFailure: boolean; readonly words: string };

/** The dialog's choice, what it comes to, and what can be done with it. */
export type ExportState = {
  readonly choice: PictureChoice;
  readonly figure: FigureModel;
  readonly fileName: string;
  readonly isBusy: boolean;
  readonly result: ExportResult | undefined;
  readonly change: (part: Partial<PictureChoice>) => void;
  readonly copy: () => void;
  readonly save: () => void;
};

/**
 * What the export dialog knows and can do; the figure is of the run as it stood when something was last chosen.
 * @param shown how the charts are looked at when the dialog opens: what is pictured does not move on
 */
export function useExport(series: RunSeries, plan: RunPlan, shown: ChartView, language: Language): ExportState {
  const [view] = useState(shown);
  const text = textOf(language);
  const words = text.charts.export;
  const subject = useMemo(() => ({ series, plan, view, text }), [series, plan, view, text]);
  const [choice, setChoice] = useState<PictureChoice>(usualChoice);
  const [result, setResult] = useState<ExportResult>();
  const [isBusy, setBusy] = useState(false);
  const figure = useMemo(() => figureOf(subject, choice), [subject, choice]);
  // Of the same moment: the run goes on.
  const fileName = useMemo(() => pictureName(subject, choice), [subject, choice]);

  const attempt = async (action: () => Promise<ExportResult | undefined>) => {
    setBusy(true);
    try {
      setResult(await action());
    } catch {
      setResult({ isFailure: true, words: words.failed(words.noPicture) });
    } finally {
      setBusy(false);
    }
  };
  const copy = async () => {
    await copyFigure(figure, choice);
    return { isFailure: false, words: words.copied };
  };
  const save = async () => {
    const bytes = await pictureBytes(figure, choice);
    const saved = await window.batchpoint.request('picture:save', { name: fileName, format: choice.format, bytes });
    switch (saved.outcome) {
      case 'saved':
        return { isFailure: false, words: words.saved(saved.path) };
      case 'failed':
        return { isFailure: true, words: words.failed(errorLine(saved.error, language)) };
      case 'cancelled':
        return undefined;
    }
  };
  return {
    choice,
    figure,
    fileName,
    isBusy,
    result,
    change: (part) => {
      setChoice({ ...choice, ...part });
      setResult(undefined);
    },
    copy: () => void attempt(copy),
    save: () => void attempt(save),
  };
}
