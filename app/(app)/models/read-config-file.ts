/** Text of a chosen file, or why it cannot be a config. Size is checked before a byte is read. */
const MOST_BYTES = 1_000_000;
const MEGABYTE = 1_000_000;

export type FileText = { readonly text: string } | { readonly fault: string };

export async function readConfigFile(file: File): Promise<FileText> {
  if (file.size > MOST_BYTES) {
    const size = (file.size / MEGABYTE).toFixed(1);
    return { fault: `${file.name} has ${size} MB; a config.json has a few kilobytes, at most 1 MB is read` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return text.includes('\0') ? { fault: notText(file.name) } : { text };
  } catch (error) {
    if (error instanceof TypeError) return { fault: notText(file.name) };
    return { fault: `${file.name} could not be read; choose it again` };
  }
}

function notText(name: string): string {
  return `${name} is not a text file; choose the config.json of a model`;
}
