import type { ModelSettings } from '../../../main/contract/debug/edits';
import { formatSetting, formatStep } from '../../chart-data/number-format';
import { makeEdit } from '../../store/edits';
import { useText } from '../../store/window-store';
import { NumberField } from '../../ui/number-field';
import { PathName } from '../../ui/path-name';

type Props = { readonly settings: ModelSettings; readonly disabled: boolean };

/** The size of batches, layers that can be frozen or drop units, and the weights of several losses. */
export function ModelEdits({ settings, disabled }: Props) {
  const { model, outputs, batchSize } = settings;
  const words = useText().edits;
  return (
    <section>
      {model !== '' && <h3>{model}</h3>}
      {batchSize !== undefined && (
        <label className="edits-row">
          <span>{words.batchSizeField}</span>
          <NumberField
            label={words.field(words.batchSize)}
            hint={words.batchSizeHint}
            value={batchSize}
            format={formatStep}
            zero={words.asGiven}
            disabled={disabled}
            onCommit={(rows) => void makeEdit(model, { kind: 'batch-size', rows })}
          />
        </label>
      )}
      <LayerEdits settings={settings} disabled={disabled} />
      {outputs.length > 1 && <LossEdits settings={settings} disabled={disabled} />}
    </section>
  );
}

function LayerEdits({ settings: { model, layers }, disabled }: Props) {
  const words = useText().edits;
  const drops = layers.some(({ dropoutRate }) => dropoutRate !== undefined);
  return (
    <table className="table is-lined edits-table" aria-label={words.layers}>
      <thead>
        <tr>
          <th scope="col">{words.layer}</th>
          {drops && <th scope="col">{words.dropout}</th>}
          <th scope="col">{words.freeze}</th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name: layer, isTrainable, dropoutRate }) => (
          <tr key={layer}>
            <th scope="row" title={layer}>
              <PathName name={layer} />
            </th>
            {drops && (
              <td>
                {dropoutRate !== undefined && (
                  <NumberField
                    label={words.field(words.dropoutRate(layer))}
                    hint={words.fieldHint}
                    value={dropoutRate}
                    format={formatSetting}
                    disabled={disabled}
                    onCommit={(rate) => void makeEdit(model, { kind: 'dropout-rate', layer, rate })}
                  />
                )}
              </td>
            )}
            <td>
              {isTrainable !== undefined && (
                <input
                  type="checkbox"
                  aria-label={words.freezeLayer(layer)}
                  title={words.freezeLayer(layer)}
                  checked={!isTrainable}
                  disabled={disabled}
                  onChange={({ target }) =>
                    void makeEdit(model, { kind: 'trainable', layer, isTrainable: !target.checked })
                  }
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LossEdits({ settings: { model, outputs }, disabled }: Props) {
  const words = useText().edits;
  return (
    <table className="table is-lined edits-table" aria-label={words.outputs}>
      <thead>
        <tr>
          <th scope="col">{words.output}</th>
          <th scope="col">{words.weight}</th>
        </tr>
      </thead>
      <tbody>
        {outputs.map(({ name: output, lossWeight }) => (
          <tr key={output}>
            <th scope="row" title={output}>
              <PathName name={output} />
            </th>
            <td>
              <NumberField
                label={words.field(words.lossWeight(output))}
                hint={words.fieldHint}
                value={lossWeight}
                format={formatSetting}
                disabled={disabled}
                onCommit={(weight) => void makeEdit(model, { kind: 'loss-weight', output, weight })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
