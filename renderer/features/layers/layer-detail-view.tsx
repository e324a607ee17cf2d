import { useState } from 'react';
import type { LayerDetail, LayerMeasure } from '../../../main/contract/debug/layers';
import { formatSmall, formatStep } from '../../chart-data/number-format';
import { useAnswer } from '../../store/use-answer';
import { useText } from '../../store/window-store';
import { Facts } from '../../ui/facts';
import { HistogramView } from './histogram-view';
import { percentText, valueText } from './layer-words';
import { PictureGridView } from './picture-grid-view';

/** One layer closely: its numbers, how they are spread, and what it made of a row. */
export function LayerDetailView({ name, rows }: { readonly name: string; readonly rows: number }) {
  const words = useText().layers;
  const [wanted, setRow] = useState(0);
  // The last batch of an epoch may be a smaller one.
  const row = Math.min(wanted, rows - 1);
  const { result } = useAnswer('layer', name, row);
  if (!result) return null;
  return (
    <section className="layer-detail" aria-label={name}>
      <h3>
        {name}{' '}
        <span>
          {result.of === 'last' ? words.last(formatStep(result.step)) : words.pending(formatStep(result.step))}
        </span>
      </h3>
      <LayerFacts measure={result.measure} />
      <div className="histograms">
        {result.histograms.map((each) => (
          <HistogramView
            key={`${each.kind} ${each.name} ${each.slot ?? ''}`}
            title={words.histograms[each.kind](each.name, each.slot ?? '')}
            kind={each.kind}
            histogram={each.histogram}
          />
        ))}
      </div>
      <Pictures detail={result} row={row} rows={rows} onRow={setRow} />
    </section>
  );
}

function LayerFacts({ measure }: { readonly measure: LayerMeasure }) {
  const words = useText().layers;
  const { activation } = measure;
  const rows: (readonly [string, string])[] = [
    [words.className, measure.className],
    [words.parameters, formatStep(measure.parameters)],
    [words.weightNorm, valueText(measure.weightNorm)],
    [words.gradientNorm, valueText(measure.gradientNorm)],
    [words.updateNorm, valueText(measure.updateNorm)],
    [words.ratio, valueText(measure.updateRatio)],
    [words.effectiveRate, valueText(measure.effectiveRate)],
  ];
  if (activation) {
    const { mean, std, min, max, zeros, dead, units } = activation;
    rows.push(
      [words.mean, formatSmall(mean)],
      [words.std, formatSmall(std)],
      [words.min, formatSmall(min)],
      [words.max, formatSmall(max)],
      [words.zeros, percentText(zeros)],
    );
    if (dead !== undefined) rows.push([words.dead, words.ofUnits(formatStep(dead), formatStep(units))]);
  }
  return <Facts rows={rows} />;
}

function Pictures(props: {
  readonly detail: LayerDetail;
  readonly row: number;
  readonly rows: number;
  readonly onRow: (row: number) => void;
}) {
  const words = useText().layers;
  const { maps, filters } = props.detail;
  return (
    <>
      {maps && (
        <PictureGridView title={words.maps(formatStep(maps.row + 1))} grid={maps}>
          <label className="layer-row">
            {words.row}
            <input
              type="number"
              className="field field-small field-number"
              min={1}
              max={props.rows}
              value={props.row + 1}
              onChange={({ target }) => {
                const next = Math.round(target.valueAsNumber) - 1;
                if (next >= 0 && next < props.rows) props.onRow(next);
              }}
            />
          </label>
        </PictureGridView>
      )}
      {filters && <PictureGridView title={words.filters} grid={filters} />}
    </>
  );
}
