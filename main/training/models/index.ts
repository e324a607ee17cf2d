/** Models from JSON and on disk. */
export { loadModel, loadTraining, loadWeights } from './load-model';
export { modelFromJSON } from './model-from-json';
export { saveModel, saveWeights, type SaveOptions } from './save-model';
