import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { partialBox } from '../../chart-data/partial-box';
import { formatStep } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { useSeries } from '../../store/use-series';
import { type Scales, usePlotMap } from './use-plot-map';

type Props = { readonly run: RunSeries; readonly scales: Scales; readonly text: Catalogue };

/** Shades the epoch in which the data ended early. */
export const PartialEpoch = memo(function PartialEpoch({ run, scales, text }: Props) {
  const plot = usePlotMap(scales);
  const partial = useSeries(run, () => run.partial);
  const box = plot && partial && partialBox(partial, plot.map, plot);
  if (!box) return null;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.grid - 1}>
      <rect className="chart-partial" {...box}>
        <title>{text.window.outOfData.partial(formatStep(partial.epoch + 1))}</title>
      </rect>
    </ZIndexLayer>
  );
});
