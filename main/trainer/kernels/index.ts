// Each of these files puts kernels or gradients into the registry of tfjs-core; tfjs-node must have been loaded.
import './activation-gradients';
import './batch-normalization';
import './block-lstm';
import './copy';
import './crossentropy';
import './decode-image';
import './gather';
import './logical-gradients';
import './mat-mul';
import './optimizer-kernels';
import './qr';
import './reduction-gradients';
import './shapes';
import './stateless-random';

export { tensorflowVersion } from './native';
