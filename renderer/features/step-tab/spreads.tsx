import type { StepDetail } from '../../../main/contract/debug/inside-step';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';

/** Tensors in short: name, shape, least, mean and greatest value, and how many are NaN or infinite. */
export function Spreads({ title, parts }: { readonly title: string; readonly parts: StepDetail['inputs'] }) {
  const words = useText().travel.step;
  return (
    <section className="step-section">
      <table className="table step-table">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{words.shape}</th>
            <th scope="col">{words.min}</th>
            <th scope="col">{words.mean}</th>
            <th scope="col">{words.max}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, shape, values }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                <code>{name}</code>
                {values.notFinite > 0 && (
                  <em className="text-error">{words.notFinite(formatStep(values.notFinite))}</em>
                )}
              </th>
              <td>{shape.join('×')}</td>
              <td>{formatValue(values.min)}</td>
              <td>{formatValue(values.mean)}</td>
              <td>{formatValue(values.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
