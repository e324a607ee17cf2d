import { useState } from 'react';
import type { LayersDetail } from '../../../main/contract/debug/layers';
import { isRunning } from '../../../main/contract/run-state';
import { formatStep } from '../../chart-data/number-format';
import { useAnswer } from '../../store/use-answer';
import { useLookCost } from '../../store/use-look-cost';
import { useRun, useText } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { TrustBadge } from '../../ui/trust-badge';
import { LayerDetailView } from './layer-detail-view';
import { LayerTable } from './layer-table';
import { pickedLayer } from './layer-words';
import './layers.css';

/** Every layer on the batch of now, and one of them closely. Nothing is computed unless this is in view. */
export function LayersPanel() {
  const words = useText().layers;
  const { result, isSampled } = useAnswer('layers');
  const moves = useRun(({ state }) => isRunning(state));
  const [picked, setPicked] = useState<string>();
  if (!result) return <p className="panel-empty">{moves ? words.noneRunning : words.none}</p>;
  const selected = pickedLayer(result.layers, picked);
  return (
    <div className="inspector-body scrolls">
      <Heading detail={result} isSampled={isSampled} />
      <LayerTable layers={result.layers} selected={selected?.name} onSelect={setPicked} />
      {selected && <LayerDetailView key={selected.name} name={selected.name} rows={result.rows} />}
    </div>
  );
}

function Heading({ detail, isSampled }: { readonly detail: LayersDetail; readonly isSampled: boolean }) {
  const { layers: words, window } = useText();
  const cost = useLookCost('layers', 'layer');
  const step = formatStep(detail.step);
  return (
    <p className="context">
      <strong title={detail.of === 'last' ? words.lastHint : undefined}>
        {detail.of === 'last' ? words.last(step) : words.pending(step)}
      </strong>
      {detail.model && <span>{words.model(detail.model)}</span>}
      {isSampled && cost && <Badge text={cost.text} hint={cost.hint} />}
      <TrustBadge isSampled={isSampled} words={window.trust} />
    </p>
  );
}
