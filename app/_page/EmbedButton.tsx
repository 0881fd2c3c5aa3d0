'use client';

import { lazy, useState } from 'react';

import { EMBEDS } from '#lib/contracts/embeds.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';

import toolStyles from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { Lazily } from '../_ui/Lazily.tsx';

const EmbedDialog = lazy(async () => ({ default: (await import('./EmbedDialog.tsx')).EmbedDialog }));

interface EmbedButtonProps {
  /** Of the page, without query. */
  readonly path: string;
  readonly pin: LinkPin | null;
}

/** Offers the tag that shows the page's chart elsewhere; nothing on a page whose charts stay here. */
export function EmbedButton({ path, pin }: EmbedButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const charts = EMBEDS.filter(({ page }) => page === path);
  if (pin === null || charts.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className={toolStyles['tool']}
        onClick={() => {
          setIsOpen(true);
        }}
        aria-label="Embed a chart of this page elsewhere"
        title="Embed"
      >
        <Icon name="embed" />
      </button>
      <Lazily isWanted={isOpen}>
        <EmbedDialog
          charts={charts}
          pin={pin}
          isOpen={isOpen}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      </Lazily>
    </>
  );
}
