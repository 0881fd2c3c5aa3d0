/** Changes whenever the same facts and the same scenario can give another number. */
export const MODEL_VERSION = '1.0.0';
