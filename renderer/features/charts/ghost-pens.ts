import type { ChartGroup } from '../../chart-data/chart-groups';
import { type PlotMap, pathBeyond } from '../../chart-data/paths';
import type { Ghost, RunSeries } from '../../chart-data/run-series';
import { linesOf } from './lines-of';

/** Draws the lines that were left. They never change: only other ghosts, or another size of the chart, cost anything. */
export class GhostPens {
  readonly #paths: readonly (readonly SVGPathElement[])[];
  readonly #run: RunSeries;
  readonly #group: ChartGroup;
  #ghosts: readonly Ghost[] | undefined;
  #map: PlotMap | undefined;

  /** @param paths for each line of the group, one for each ghost */
  constructor(paths: readonly (readonly SVGPathElement[])[], run: RunSeries, group: ChartGroup) {
    this.#paths = paths;
    this.#run = run;
    this.#group = group;
  }

  draw(map: PlotMap): void {
    const { ghosts } = this.#run;
    if (ghosts === this.#ghosts && map === this.#map) return;
    this.#ghosts = ghosts;
    this.#map = map;
    linesOf(this.#group).forEach(({ member, form }, line) => {
      this.#paths[line]!.forEach((path, i) => {
        const ghost = ghosts[i];
        const buckets = ghost?.lines.get(member.key)?.[form];
        path.setAttribute('d', ghost && buckets ? pathBeyond(buckets, map, form, ghost.from) : '');
      });
    });
  }
}
