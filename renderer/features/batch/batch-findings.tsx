import type { DataFinding } from '../../../main/contract/debug/batch-inspector';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatValue } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';

/** One finding in words. */
export function findingText(finding: DataFinding, words: Catalogue['batchInspector']): string {
  const say = words.findings[finding.code] as (
    values: DataFinding['values'],
    number: (value: number) => string,
  ) => string;
  return say(finding.values, formatValue);
}

/** What is odd about the data of the batch, a line each. */
export function BatchFindings({ findings }: { readonly findings: readonly DataFinding[] }) {
  const words = useText().batchInspector;
  if (findings.length === 0) return null;
  return (
    <ul className="findings" aria-label={words.findingsLabel}>
      {findings.map((finding, at) => {
        const text = findingText(finding, words);
        return (
          <li key={at} title={`${text}. ${words.advice[finding.code]}`}>
            <Icon name="warning" />
            <span>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
