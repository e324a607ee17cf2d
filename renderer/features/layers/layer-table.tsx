import type { CSSProperties } from 'react';
import type { LayerMeasure } from '../../../main/contract/debug/layers';
import { formatStep } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import { PathName } from '../../ui/path-name';
import { moveFocus } from '../../ui/roving';
import { percentText, placeOfRatio, valueText } from './layer-words';

type Props = {
  readonly layers: readonly LayerMeasure[];
  readonly selected: string | undefined;
  readonly onSelect: (name: string) => void;
};

/** A row for each layer; the more an update moves it, the stronger its cell. */
export function LayerTable({ layers, selected, onSelect }: Props) {
  const words = useText().layers;
  return (
    <div className="layer-table" onKeyDown={(event) => moveFocus(event, 1)}>
      <table className="table is-lined is-small has-hover" aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.layer}</th>
            <th scope="col" title={words.gradientHint}>
              {words.gradient}
            </th>
            <th scope="col" title={words.ratioHint}>
              {words.ratio}
            </th>
            <th scope="col" title={words.zerosHint}>
              {words.zeros}
            </th>
            <th scope="col" title={words.deadHint}>
              {words.dead}
            </th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <LayerRow key={layer.name} layer={layer} isSelected={layer.name === selected} onSelect={onSelect} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LayerRow(props: {
  readonly layer: LayerMeasure;
  readonly isSelected: boolean;
  readonly onSelect: Props['onSelect'];
}) {
  const words = useText().layers;
  const { layer, isSelected, onSelect } = props;
  const { name, className, activation, hasNotFinite, parameters, trainable } = layer;
  const isFrozen = parameters > 0 && !trainable;
  return (
    <tr aria-current={isSelected} onClick={() => onSelect(name)}>
      <td title={`${name} (${className})`}>
        <div className="layer-name">
          <button type="button" tabIndex={isSelected ? 0 : -1}>
            <PathName name={name} />
          </button>
          {hasNotFinite && (
            <em className="layer-bad text-error" role="img" aria-label={words.notFinite} title={words.notFiniteHint}>
              <Icon name="warning" />
            </em>
          )}
        </div>
      </td>
      <td>{isFrozen ? words.frozen : valueText(layer.gradientNorm)}</td>
      <RatioCell ratio={layer.updateRatio} />
      <td>{activation ? percentText(activation.zeros) : '–'}</td>
      <td className={activation?.dead ? 'layer-dead' : ''}>
        {activation?.dead === undefined ? '–' : formatStep(activation.dead)}
      </td>
    </tr>
  );
}

/** Per cent of the colour that the strongest cell takes: its text stays readable. */
const strongest = 40;

/** The number over a bar on a logarithmic scale from 1e-6 to 1. */
function RatioCell({ ratio }: { readonly ratio: number | undefined }) {
  if (ratio === undefined) return <td>–</td>;
  const place = placeOfRatio(ratio);
  const heat = { '--heat': (place * strongest).toFixed(0) } as CSSProperties;
  return (
    <td className="layer-ratio" style={heat}>
      {valueText(ratio)}
      <i style={{ width: `${(place * 100).toFixed(1)}%` }} />
    </td>
  );
}
