/** Models that the reader added, kept in this browser only. Read in full each time: a second tab may have changed them. */
import {
  addOwnModel,
  readOwnModels,
  type OwnModel,
  type ReadOwnModels,
} from '../core/efficiency/own-models.ts';
import { readOwnModelsText, writeOwnModelsText } from './own-models-key.ts';

const NOT_KEPT = 'this browser has no room, or no permission, to keep the model';

/** What this browser keeps; a fault in words where it cannot be read, and then without what is broken. */
export function listOwnModels(): ReadOwnModels {
  return readOwnModels(readOwnModelsText());
}

/** Keeps `entry`, in place of one with its id. Null when it is kept, else why it is not. */
export function saveOwnModel(entry: OwnModel): string | null {
  const added = addOwnModel(listOwnModels().entries, entry);
  if ('faults' in added) return added.faults.map(({ message }) => message).join('; ');
  return writeOwnModelsText(JSON.stringify(added.entries)) ? null : NOT_KEPT;
}

/** Forgets the model with this id. Null when done, else why not. */
export function removeOwnModel(id: string): string | null {
  const rest = listOwnModels().entries.filter(({ model }) => model.id !== id);
  return writeOwnModelsText(JSON.stringify(rest)) ? null : NOT_KEPT;
}
