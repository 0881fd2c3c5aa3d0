'use client';

import { useEffect, useRef } from 'react';

import { keepSetting } from '../_shell/own-settings.ts';

/** Keys by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const OFF_KEY = 'waterline-shortcuts';

/** Single keys work unless the member who reads, or somebody in this browser, switched them off. */
export function areShortcutsOn(): boolean {
  const ofMember = document.documentElement.dataset['keys'];
  return (ofMember ?? window.localStorage.getItem(OFF_KEY)) !== 'off';
}

/** Switches single keys on or off, in this browser and for the member who reads in it. */
export function setShortcutsOn(isOn: boolean): void {
  setShortcutsHere(isOn);
  void keepSetting({ singleKeys: isOn });
}

/** Switches them on this page, and in this browser for visitors to come. */
export function setShortcutsHere(isOn: boolean): void {
  const { dataset } = document.documentElement;
  if (dataset['member'] === 'true') dataset['keys'] = isOn ? 'on' : 'off';
  else window.localStorage.setItem(OFF_KEY, isOn ? 'on' : 'off');
}

/** Runs a single-key shortcut; never while typing, with a modifier, under a dialog, or when a figure took the key. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasModifier(event)) return;
      const action = current.current[event.key];
      if (action === undefined || isBusy(event.target) || !areShortcutsOn()) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** Whether a key is part of a chord. AltGr, which many keyboards need for "[" and "]", is none: browsers tell it as Ctrl and Alt. */
function hasModifier(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  return isChord && !event.getModifierState('AltGraph');
}

/** Whether a key belongs to what has the focus: somebody types, or a dialog is open. */
export function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], dialog[open]') !== null;
}
