// An LSTM that reads a few letters and guesses the next one, in sentences made by a small grammar.
// Shows: a recurrent network, and a plain generator that never ends, cut into epochs by `stepsPerEpoch`.
import { defineExperiment, tf, type ExperimentContext } from 'batchpoint';

const seen = 12;
const batchSize = 32;
const alphabet = ' .abcdefghijklmnopqrstuvwxyz';
const grammar = [
  ['the', 'every', 'some'],
  ['cat', 'dog', 'teacher', 'robot'],
  ['sees', 'likes', 'follows', 'draws'],
  ['a bird', 'the moon', 'my garden', 'small fish'],
];

/** A text of so many sentences; which words it takes depends on the seed and the purpose alone. */
function write({ random }: ExperimentContext, sentences: number, purpose: string): string {
  const draws = random.uniform([sentences, grammar.length], purpose);
  const choice = draws.dataSync();
  draws.dispose();
  return Array.from({ length: sentences }, (_, sentence) =>
    grammar
      .map((words, place) => words[Math.floor(choice[sentence * grammar.length + place]! * words.length)])
      .join(' '),
  ).join('. ');
}

/** Windows of the text, each with the letter that follows it; without end. */
function* windows(context: ExperimentContext, purpose: string) {
  const text = write(context, 400, purpose);
  const letters = Array.from(text, (letter) => alphabet.indexOf(letter));
  const places = letters.length - seen;
  for (let round = 0; ; round++) {
    const order = context.random.permutation(places, `${purpose} ${round}`);
    for (let first = 0; first + batchSize <= places; first += batchSize) {
      const starts = Array.from(order.subarray(first, first + batchSize));
      yield {
        xs: starts.map((start) => letters.slice(start, start + seen)),
        ys: starts.map((start) => letters[start + seen]!),
      };
    }
  }
}

export default defineExperiment({
  name: 'Text LSTM',
  seed: 1,
  classNames: [...alphabet],
  vocabulary: [...alphabet],

  model: () =>
    tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: alphabet.length, outputDim: 16, inputLength: seen }),
        tf.layers.lstm({ units: 32 }),
        tf.layers.dense({ units: alphabet.length, activation: 'softmax' }),
      ],
    }),
  compile: {
    optimizer: { name: 'adam', learningRate: 0.01 },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  },

  train: (context) => windows(context, 'train'),
  validation: (context) => windows(context, 'validation'),
  stepsPerEpoch: 60,
  validationSteps: 10,
  epochs: 5,
});
