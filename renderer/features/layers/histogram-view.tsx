import type { Histogram, NamedHistogram } from '../../../main/contract/debug/layers';
import { formatSmall, formatStep } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';

type Props = {
  readonly title: string;
  readonly kind: NamedHistogram['kind'];
  readonly histogram: Histogram;
};

const height = 28;

/** Bars of equal width; the highest fills the height. */
export function HistogramView({ title, kind, histogram }: Props) {
  const words = useText().layers;
  const { counts, min, max, notFinite } = histogram;
  const isEmpty = counts.every((count) => count === 0);
  const endText = (end: number): string => (isEmpty ? '–' : formatSmall(end));
  const [low, high] = [endText(min), endText(max)];
  const most = Math.max(...counts, 1);
  return (
    <figure className={`histogram is-${kind}`}>
      <figcaption title={title}>
        <span>{title}</span>
        {notFinite > 0 && <em className="layer-bad text-error">{words.notFiniteCount(formatStep(notFinite))}</em>}
      </figcaption>
      <svg
        viewBox={`0 0 ${counts.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.histogram(title, low, high)}
      >
        {counts.map((count, bin) => {
          const bar = count === 0 ? 0 : Math.max(1, (count / most) * height);
          return <rect key={bin} x={bin} y={height - bar} width={0.9} height={bar} />;
        })}
      </svg>
      <p>
        <span>{low}</span>
        <span>{high}</span>
      </p>
    </figure>
  );
}
