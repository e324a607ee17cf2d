import type { ConditionSources } from './condition-sources';
import type { Source } from './tree';

/** How the newest value of a source is read. */
export function readSource(source: Source): (sources: ConditionSources) => number {
  switch (source.kind) {
    case 'series': {
      const { key } = source;
      return (sources) => sources.series(key);
    }
    case 'measure': {
      const { name, layer } = source;
      return (sources) => sources.measure(name, layer);
    }
    case 'rate':
      return (sources) => sources.learningRate;
    case 'rows':
      return (sources) => sources.rows;
    case 'smallest':
      return (sources) => sources.smallest();
    case 'largest':
      return (sources) => sources.largest();
  }
}
