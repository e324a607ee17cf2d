import type { PlainData } from '../experiment';

/** Thrown before a batch when the run goes to another step of its history: nothing failed. The training goes on there. */
export class Rewound extends Error {
  readonly position: PlainData;

  constructor(position: PlainData) {
    super('rewound');
    this.name = 'Rewound';
    this.position = position;
  }
}
