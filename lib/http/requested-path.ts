/** In which proxy.ts tells pages their own address with its query; whatever a client sends under this name is replaced. */
export const REQUESTED_PATH_HEADER = 'x-waterline-requested-path';
