import type { LayerSummary } from '../../../main/contract/training-event';
import { formatStep } from '../../chart-data/number-format';
import { useRun, useText } from '../../store/window-store';
import { PathName } from '../../ui/path-name';

/** Layer by layer: name, output shape, parameters. */
export function ModelLayers() {
  const words = useText().window.rail;
  const models = useRun(({ plan }) => plan?.models) ?? [];
  return models.map((model) => (
    <div key={model.name} className="rail-model">
      {model.name && <h3>{model.name}</h3>}
      <table className="table has-hover model-layers" aria-label={model.name || words.model}>
        <tbody>
          {model.layers.map((layer) => (
            <tr key={layer.name} title={`${layer.name} (${layer.className})`}>
              <th scope="row">
                <code>
                  <PathName name={layer.name} />
                </code>
              </th>
              <td>{shapeOf(layer)}</td>
              <td>{formatStep(layer.parameters)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {words.totalParameters}
            </th>
            <td>{formatStep(model.parameters)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  ));
}

function shapeOf({ outputShape }: LayerSummary): string {
  return outputShape.map((size) => size ?? '?').join('×');
}
