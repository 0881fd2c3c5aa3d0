import { get, post, type Endpoint } from '../endpoint.ts';
import { RECORD_ENDPOINTS } from './record-export.ts';
import { exportPathSchema, exportQuerySchema, exportSchema } from './export.ts';
import {
  batchesQuerySchema,
  batchesSchema,
  commitQuerySchema,
  importedSchema,
  previewQuerySchema,
  previewSchema,
  undoBodySchema,
  undoneSchema,
} from './imports.ts';

/** Endpoints of the desk's files: import, undo, export. */
export const IMPORT_ENDPOINTS: readonly Endpoint[] = [
  post(
    '/api/v1/imports/preview',
    'previewImport',
    'What importing a CSV file would do: refusals by line, differences to what stands, a fingerprint',
    'ImportPreview',
    {
      access: 'editor',
      query: previewQuerySchema,
      body: null,
      isCsvBody: true,
      response: previewSchema,
      problems: [429],
    },
  ),
  get('/api/v1/imports', 'listImports', 'Import batches, newest first', 'ImportBatches', {
    query: batchesQuerySchema,
    response: batchesSchema,
  }),
  post(
    '/api/v1/imports',
    'commitImport',
    'Imports the previewed CSV file in one transaction; 409 when the data changed since',
    'Imported',
    {
      access: 'editor',
      query: commitQuerySchema,
      body: null,
      isCsvBody: true,
      response: importedSchema,
      problems: [409, 429],
    },
  ),
  post(
    '/api/v1/imports/undo',
    'undoImport',
    'Restores what stood before a batch, by a new one; 409 when later batches touched the same facts',
    'Undone',
    { access: 'editor', body: undoBodySchema, response: undoneSchema, problems: [404, 409] },
  ),
  get(
    '/api/v1/export/{table}',
    'exportTable',
    'A table as it stands, with sources and terms; as CSV in the form that an import takes',
    'TableExport',
    { pathFields: exportPathSchema, query: exportQuerySchema, response: exportSchema, isList: true },
  ),
  ...RECORD_ENDPOINTS,
];
