import { formatStep } from '../../chart-data/number-format';
import { logSentence } from '../../chart-data/log-sentence';
import type { Alert, AlertKind } from '../../store/alerts';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Icon, type IconName } from '../../ui/icon';

/** A shape beside the word: colour is never the only sign. */
const icons: { readonly [Kind in AlertKind]: IconName } = {
  hit: 'breakpoint',
  'not-finite': 'warning',
  warning: 'info',
  error: 'error',
};

type Props = {
  readonly id: string;
  readonly alert: Alert;
  readonly clock: Intl.DateTimeFormat;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

export function AlertRow({ id, alert, clock, isChosen, onChoose }: Props) {
  const words = useText().window.alerts;
  const language = useLanguage();
  const classNames = useRun(({ plan }) => plan?.classNames);
  const sentence = logSentence(alert.message, language, classNames);
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={`lines-row alert-row alert-${alert.kind}`}
      title={sentence}
      onClick={onChoose}
    >
      <time>{clock.format(alert.time)}</time>
      <span className="lines-step">{formatStep(alert.at)}</span>
      <span className="alert-kind">
        <Icon name={icons[alert.kind]} />
        {words.kinds[alert.kind]}
      </span>
      <span className="lines-sentence">{sentence}</span>
    </div>
  );
}
