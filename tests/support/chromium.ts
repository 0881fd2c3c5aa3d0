import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGE_FOLDER = path.join(PROJECT_ROOT, 'node_modules/@sparticuz/chromium');

/**
 * Not the package's own `args`: they hold `--single-process`, with which a second page hangs, and
 * `--disable-web-security`, with which tests of the content security policy prove nothing.
 */
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A folder with the unpacked browser, its fonts and the system libraries it may lack. */
interface UnpackedChromium {
  readonly executable: string;
  readonly fontsConfig: string;
  readonly libraries: string;
}

function layout(folder: string): UnpackedChromium {
  return {
    executable: path.join(folder, 'chromium'),
    fontsConfig: path.join(folder, 'fonts.conf'),
    libraries: path.join(folder, 'al2023/lib'),
  };
}

/** One folder per version and user, as files that one user unpacked may not be run by another. */
function unpackedFolder(): string {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
    version: string;
  };
  return path.join(tmpdir(), `waterline-chromium-${version}-${String(userInfo().uid)}`);
}

/** Whether everything is there and ours; a cleaner of temporary files may have taken a part. */
function isUsable(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || stats.uid !== userInfo().uid) return false;
  return Object.values(layout(folder)).every((file: string) => existsSync(file));
}

/** The fonts of the package and no others, so that pictures do not depend on the machine. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

/**
 * Unpacks into a folder of its own and renames it into place, so that two processes may do it at once: the
 * second finds the place taken and uses what is there.
 */
async function unpackChromium(): Promise<UnpackedChromium> {
  const folder = unpackedFolder();
  if (isUsable(folder)) return layout(folder);
  mkdirSync(tmpdir(), { recursive: true });
  const draft = mkdtempSync(path.join(tmpdir(), 'waterline-chromium-unpacking-'));
  try {
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: PROJECT_ROOT,
      // The package unpacks into the temp folder, its libraries only where it believes to run on Lambda.
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    writeFileSync(layout(draft).fontsConfig, fontsConfig(folder));
    if (existsSync(folder) && !isUsable(folder)) rmSync(folder, { recursive: true, force: true });
    if (!existsSync(folder)) renameSync(draft, folder);
  } catch (cause) {
    if (!isUsable(folder)) {
      throw new Error(`Chromium could not be unpacked into ${tmpdir()}; it needs about 230 MB there`, {
        cause,
      });
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return layout(folder);
}

/** The package's own libraries only where the system lacks them: mixing is what breaks on other systems. */
function browserEnvironment(unpacked: UnpackedChromium): Record<string, string> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const environment = { ...own, FONTCONFIG_FILE: unpacked.fontsConfig };
  const startsAlone =
    spawnSync(unpacked.executable, ['--version'], { env: { ...process.env, ...environment } }).status === 0;
  return startsAlone ? environment : { ...environment, LD_LIBRARY_PATH: unpacked.libraries };
}

/**
 * Starts a headless Chromium that came with `npm ci`; nothing is downloaded and no system package is needed.
 * Other systems than Linux on x64 use the installed Chrome. Close the browser when done.
 */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  const unpacked = await unpackChromium();
  return chromium.launch({
    executablePath: unpacked.executable,
    args: CHROMIUM_ARGS,
    env: browserEnvironment(unpacked),
  });
}
