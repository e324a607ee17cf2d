export { earlyStopping, type EarlyStoppingOptions } from './early-stopping';
export { learningRateScheduler } from './learning-rate-scheduler';
export { reduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau';
export { terminateOnNaN } from './terminate-on-nan';
