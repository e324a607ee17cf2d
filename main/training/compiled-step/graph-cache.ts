/** Graphs that are kept, one for each shape of batch. */
const most = 16;

type Closed = { close(): void };

/** Graphs by what they are for; the one that was not used for longest goes when there are too many. */
export class GraphCache<Graph extends Closed> {
  /** The one used last is last. */
  readonly #graphs = new Map<string, Graph>();
  #lastKey: string | undefined;

  /** @param make may decline */
  get(key: string, make: () => Graph | undefined): Graph | undefined {
    const graph = this.#graphs.get(key) ?? make();
    if (!graph || key === this.#lastKey) return graph;
    this.#lastKey = key;
    this.#graphs.delete(key);
    this.#graphs.set(key, graph);
    const [oldest] = this.#graphs;
    if (oldest && this.#graphs.size > most) {
      this.#graphs.delete(oldest[0]);
      oldest[1].close();
    }
    return graph;
  }

  find(isIt: (graph: Graph) => boolean): Graph | undefined {
    return [...this.#graphs.values()].find(isIt);
  }

  close(): void {
    for (const graph of this.#graphs.values()) graph.close();
    this.#graphs.clear();
    this.#lastKey = undefined;
  }
}
