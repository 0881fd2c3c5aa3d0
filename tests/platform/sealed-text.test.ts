import { createDecipheriv, hkdfSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { openSealed, sealText } from '#lib/platform/sealed-text.ts';

const KEY = { secret: 'a secret of an installation, long', purpose: 'webhook signing', boundTo: 'row 1' };

describe('sealText', () => {
  it('hides the text and differs each time, and opens again', () => {
    const sealed = Array.from({ length: 20 }, () => sealText('whsec_plain ü', KEY));

    expect(new Set(sealed).size).toBe(20);
    for (const each of sealed) {
      expect(each).toMatch(/^v1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
      expect(each).not.toContain(Buffer.from('plain').toString('base64url'));
      expect(openSealed(each, KEY)).toBe('whsec_plain ü');
    }
  });

  it('is AES-256-GCM under HKDF-SHA256 of the secret, as anybody can undo it who has it', () => {
    const [, iv = '', text = '', tag = ''] = sealText('plain', KEY).split('.');
    const key = Buffer.from(hkdfSync('sha256', KEY.secret, '', 'waterline webhook signing', 32));
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
    decipher.setAAD(Buffer.from('row 1')).setAuthTag(Buffer.from(tag, 'base64url'));

    expect(
      Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(),
    ).toBe('plain');
  });

  it('opens with no other secret, purpose or row', () => {
    const sealed = sealText('plain', KEY);

    for (const other of [{ secret: 'another' }, { purpose: 'another' }, { boundTo: 'row 2' }]) {
      expect(openSealed(sealed, { ...KEY, ...other })).toBeNull();
    }
  });

  it('opens nothing that was altered, cut short or is no sealed text', () => {
    const sealed = sealText('plain', KEY);
    const [version = '', iv = '', text = '', tag = ''] = sealed.split('.');
    const flip = (part: string) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
    const broken = [
      [version, flip(iv), text, tag],
      [version, iv, flip(text), tag],
      [version, iv, text, flip(tag)],
      [version, iv, text, tag.slice(0, 6)],
      [version, iv, text],
      ['v2', iv, text, tag],
    ].map((parts) => parts.join('.'));

    for (const each of [...broken, '', 'v1', 'v1...']) expect(openSealed(each, KEY)).toBeNull();
  });
});
