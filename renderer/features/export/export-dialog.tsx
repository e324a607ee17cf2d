import { useMemo } from 'react';
import { type Language, textOf } from '../../../main/contract/text';
import type { RunPlan } from '../../../main/contract/training-event';
import type { ChartView } from '../../chart-data/chart-view';
import { formatStep } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { drawFigure } from './draw-figure';
import './export.css';
import { Segments } from './segments';
import { useExport } from './use-export';

type Props = {
  readonly series: RunSeries;
  readonly plan: RunPlan;
  readonly view: ChartView;
  readonly language: Language;
  /** Called by Escape and the close button. */
  readonly onClose: () => void;
};

const formats = ['png', 'svg'] as const;
const scales = [1, 2, 3] as const;

/** Saves or copies the charts as a picture; the preview is exactly what will be written. Training goes on meanwhile. */
export function ExportDialog({ series, plan, view, language, onClose }: Props) {
  const words = textOf(language).charts.export;
  const { choice, figure, fileName, isBusy, result, change, copy, save } = useExport(series, plan, view, language);
  const factor = choice.format === 'png' ? choice.scale : 1;
  const width = formatStep(figure.width * factor);
  const height = formatStep(figure.height * factor);
  const themes = [
    { value: 'light', label: words.light },
    { value: 'dark', label: words.dark },
  ] as const;
  const charts = [
    { value: 'all', label: words.allCharts },
    { value: 'loss', label: words.lossOnly },
  ] as const;
  const { format, scale } = choice;
  return (
    <Dialog title={words.title} closeLabel={words.close} onClose={onClose}>
      <div className="export-body">
        <Preview svg={useMemo(() => drawFigure(figure), [figure])} label={words.preview} />
        <div className="export-form">
          <Segments
            label={words.format}
            options={formats.map((value) => ({ value, label: words.formats[value] }))}
            value={format}
            onChange={(v) => change({ format: v })}
          />
          <Segments
            label={words.scale}
            options={scales.map((value) => ({ value, label: words.times(value) }))}
            value={scale}
            isDisabled={format === 'svg'}
            onChange={(v) => change({ scale: v })}
          />
          <Segments label={words.theme} options={themes} value={choice.theme} onChange={(v) => change({ theme: v })} />
          <Segments
            label={words.charts}
            options={charts}
            value={choice.charts}
            onChange={(v) => change({ charts: v })}
          />
        </div>
      </div>
      <footer className="export-footer">
        <p role="status" className={result?.isFailure ? 'text-error' : undefined}>
          {result?.words ?? words.size({ name: fileName, width, height })}
        </p>
        <Button label={words.copy} icon="copy" kind="bordered" disabled={isBusy} onClick={copy} />
        <Button label={words.save} kind="filled" disabled={isBusy} onClick={save} />
      </footer>
    </Dialog>
  );
}

function Preview({ svg, label }: { readonly svg: string; readonly label: string }) {
  return (
    <div className="export-preview">
      <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={label} />
    </div>
  );
}
