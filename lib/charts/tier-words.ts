/** Memory tiers in words and colours, the same wherever they are drawn. */
import type { MemoryTier } from '../core/efficiency/technique.ts';
import type { ColourToken } from './chart-model.ts';

export const MEMORY_TIERS: readonly MemoryTier[] = ['dram', 'nand', 'hdd'];

export const TIER_NAMES: Readonly<Record<MemoryTier, string>> = {
  dram: 'DRAM',
  nand: 'NAND',
  hdd: 'HDD',
};

export const TIER_COLOURS: Readonly<Record<MemoryTier, ColourToken>> = {
  dram: 't-dram',
  nand: 't-nand',
  hdd: 't-hdd',
};
