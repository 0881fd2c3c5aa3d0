'use client';

import { useState } from 'react';

import { areShortcutsOn, setShortcutsOn } from '../_hooks/use-shortcuts.ts';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './HelpDialog.module.css';
import { PAGE_KEYS } from './page-keys.ts';

interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const KEYS: readonly (readonly [string, string])[] = [
  ['/ Ctrl-K', 'find a page, company, technique, model, or a scenario or watchlist of your own'],
  ['.', 'evidence of the figure in focus, else of the headline'],
  ['t', 'tables instead of pictures, for every chart'],
  ['y', 'copy the link to the page as it is, live'],
  ['Y', 'copy a link pinned to data version, model and seed: it keeps these figures'],
  ['[ ]', 'previous and next scenario, ready-made and your own'],
  ['d', 'download the table in focus, else the first of the page'],
  ['s', 'save the scenario of the page'],
  ['w', 'put the company, technique or model of the page on a watchlist'],
  ['n', 'write a note on the point of a chart, row or figure in focus, else on the page'],
  ['j k Enter', 'next and previous row of a table that opens; open it'],
  ['Alt ↑ ↓', 'move the row in focus of a watchlist'],
  ['?', 'this list'],
  ['← → Home End', 'move between the points of a chart, or the events under it, in focus'],
  ['Esc', 'close'],
];

/** The keys of the page, and the switch that turns single keys off. */
export function HelpDialog({ isOpen, onClose }: HelpDialogProps) {
  return (
    <Drawer title="Keys" place="centre" isOpen={isOpen} onClose={onClose}>
      <dl className={styles['keys']}>
        {KEYS.map(([key, meaning]) => (
          <div key={key} className={styles['row']}>
            <dt>
              <kbd className={styles['key']}>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles['title']}>Go to a page</h3>
      <dl className={styles['pages']}>
        {PAGE_KEYS.map(([letter, name]) => (
          <div key={letter} className={styles['page']}>
            <dt>
              <kbd className={styles['key']}>g {letter}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <ShortcutSwitch />
    </Drawer>
  );
}

function ShortcutSwitch() {
  const [isOn, setIsOn] = useState(areShortcutsOn);
  return (
    <label className={styles['switch']}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => {
          setIsOn(event.currentTarget.checked);
          setShortcutsOn(event.currentTarget.checked);
        }}
      />
      Single keys work
    </label>
  );
}
