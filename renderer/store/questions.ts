import { createStore } from 'zustand/vanilla';
import type {
  Answer,
  LookCost,
  Question,
  RequestName,
  RequestResult,
  RequestValues,
} from '../../main/contract/debug/requests';
import { CodedError } from '../../main/contract/errors';
import type { ErrorCode } from '../../main/contract/errors';

type Waiting = {
  readonly name: RequestName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** What the last answer to each question has cost the training. */
export type LookCosts = { readonly [Name in RequestName]?: LookCost };

/** Questions to a trainer that are still to be answered. */
export class Questions {
  readonly costs = createStore<LookCosts>(() => ({}));
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  /** @param send says the question; undefined: there is nobody to ask */
  ask<Name extends RequestName>(
    name: Name,
    values: RequestValues<Name>,
    send: ((question: Question) => void) | undefined,
  ): Promise<Awaited<RequestResult<Name>>> {
    return new Promise((resolve, reject) => {
      if (!send) return reject(new CodedError('no-answer', {}));
      const id = ++this.#asked;
      this.#waiting.set(id, { name, resolve: resolve as (result: unknown) => void, reject });
      send({ kind: 'ask', id, name, values } as Question);
    });
  }

  hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    if (answer.cost) this.costs.setState({ [waiting.name]: answer.cost });
    if (!('error' in answer)) return waiting.resolve(answer.result);
    const { code, values } = answer.error;
    waiting.reject(new CodedError<ErrorCode>(code, values));
  }

  /** Nobody will answer any more. */
  giveUp(): void {
    for (const { reject } of this.#waiting.values()) reject(new CodedError('no-answer', {}));
    this.#waiting.clear();
    this.costs.setState({}, true);
  }
}
