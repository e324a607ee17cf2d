import { Root } from 'protobufjs/light.js';
import { message, tensorMessages } from '../../protobuf/messages';

const eventMessages = {
  ...tensorMessages,
  PluginData: message({ pluginName: ['string', 1] }),
  SummaryMetadata: message({ pluginData: ['PluginData', 1] }),
  Value: message({ tag: ['string', 1], tensor: ['Tensor', 8], metadata: ['SummaryMetadata', 9] }),
  Summary: message({ value: ['Value', 1, 'repeated'] }),
  SourceMetadata: message({ writer: ['string', 1] }),
  Event: message({
    wallTime: ['double', 1],
    step: ['int64', 2],
    fileVersion: ['string', 3],
    summary: ['Summary', 5],
    sourceMetadata: ['SourceMetadata', 10],
  }),
};

const event = Root.fromJSON({ nested: eventMessages }).lookupType('Event');

/** A scalar as TensorBoard's plugin of that name takes it: a tensor of one float32. */
export type ScalarValue = {
  readonly tag: string;
  readonly tensor: {
    readonly dtype: number;
    readonly tensorShape: object;
    readonly tensorContent: Uint8Array;
  };
  readonly metadata: { readonly pluginData: { readonly pluginName: string } };
};

/** What a record of an event file may hold. */
export type EventFields = {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  readonly fileVersion?: string;
  readonly summary?: { readonly value: readonly ScalarValue[] };
  readonly sourceMetadata?: { readonly writer: string };
};

/** An event, encoded. */
export function encodeEvent(fields: EventFields): Uint8Array {
  return event.encode(fields).finish();
}
