import { createHash } from 'node:crypto';

import { freezeText, type FreezeContent } from '#lib/core/track-record/freeze-text.ts';

/** SHA-256 of what a freeze says, hexadecimal. */
export function digestFreeze(content: FreezeContent): string {
  return createHash('sha256').update(freezeText(content)).digest('hex');
}
